import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Context, nameOf } from '../../../../context.ts'
import { errorCodeOf, sentenceOf } from '../../../../errors.ts'
import { adminRole, builtInRole } from '../../role.ts'
import { answerResource, notFound, refuseStale, type ScimAnswer, type ScimCall, type WriteCall } from '../call.ts'
import { type Json, type JsonObject, sameJson } from '../json.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { readPatch } from '../patch/read-patch.ts'
import { project } from '../project.ts'
import { readResource } from '../read-resource.ts'
import { userType } from '../schema/resource-types.ts'
import { enterpriseSchema } from '../schema/user-schema.ts'
import { ScimError } from '../scim-error.ts'
import { isUuid } from '../uuid.ts'
import { type FindRole, roleNamed } from '../../find-role.ts'
import { doorOf } from '../../access/grants-by-rule.ts'
import type { RuleSet } from '../../access/rule.ts'
import { holdRules } from '../../access/rule-sets.queries.ts'
import { rulesAnew, type RulesInForce, rulesInForce } from '../../access/rules-in-force.ts'
import { settleUsers } from '../../access/settle-users.ts'
import { accessOf, type Wanted } from './access-of.ts'
import { wishesOf } from './grants-of.ts'
import { columnsOf, documentOf, emailRows, etagOf, type UserRecord, userResource } from './user-document.ts'
import {
  countOtherAdmins,
  deleteRecord,
  findNamesakes,
  findRecord,
  insertRecord,
  type NewUser,
  type Told,
  updateRecord,
  type UserChange,
  type Written,
} from './user.queries.ts'

/** More writers of one user at the same instant than this are refused, and may try again. */
const mostAttempts = 30

export type { Wanted }

export interface Saved {
  readonly after: UserRecord
  readonly outcome: 'updated' | 'reactivated' | 'deactivated' | 'unchanged'
}

export async function readUser(call: ScimCall, id: string): Promise<ScimAnswer> {
  return answerUser(call, 200, await existing(call, id, true), 'read')
}

/** Creates a user; an inactive one of the same user name or external id is taken up again instead (re-assignment). */
export async function createUser(call: ScimCall, body: Json, id: string = randomUUID()): Promise<ScimAnswer> {
  const wanted = wantedOf(call, readUserBody(call, body))
  const made = await addUser(call, wanted, id)
  return made === null ? takeUp(call, wanted) : answerUser(call, 201, made, 'created')
}

/** Null when somebody has the user name, or is inactive and has the external id. */
export async function addUser(call: WriteCall, wanted: Wanted, id: string = randomUUID()): Promise<UserRecord | null> {
  const { ctx } = call
  const columns = columnsOf(wanted.document)
  let rules = await rulesInForce(ctx.db)
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const grants = await accessOf(roleNamed(ctx.db), rules.set, null, wanted)
    const user = { ...columns, ...grants, id, password_hash: null, emails: emailRows(wanted.document.emails) }
    const event = told(call, 'user.created', { userName: columns.user_name, role: grants.role, licence: grants.licence })
    const { written, revision } = await findingGroups(ctx, rules, id, true, () => insertRecord(ctx.db, user, event, rules.revision))
    if (!written && revision === rules.revision) return null
    const isPlain = grants.manager_ref === null && builtInRole(grants.role) !== undefined && !rules.set.looksAtGroups
    if (written) return isPlain ? freshRecord(user, event.at) : existing(call, id, true)
    rules = await rulesAnew(ctx.db)
  }
  throw tooBusy()
}

/** Whoever gets a name may be awaited by groups under it, and what rules give for these is theirs at once. */
const findingGroups = (ctx: Context, rules: RulesInForce, id: string, isNamed: boolean, write: () => Promise<Written>): Promise<Written> =>
  !isNamed || !rules.set.looksAtGroups
    ? write()
    : ctx.transaction(async () => {
        const result = await write()
        if (result.written) await settleUsers(ctx, rules, [id])
        return result
      })

/** What was just written, without reading it again. */
const freshRecord = (user: NewUser, at: Date): UserRecord => ({
  ...user,
  ordinal: 0,
  role_name: null,
  manager_id: null,
  manager_email: null,
  manager_name: null,
  groups: null,
  last_sign_in_at: null,
  version: 1,
  created_at: at,
  modified_at: at,
})

async function takeUp(call: ScimCall, wanted: Wanted): Promise<ScimAnswer> {
  const { user_name, external_id } = columnsOf(wanted.document)
  const namesakes = await findNamesakes(call.ctx.db, user_name, external_id)
  const taken = namesakes.find(row => row.active)
  const [inactive] = namesakes
  // Only provisioning takes somebody up again: a sign-in must not undo a deactivation.
  if (taken !== undefined || inactive === undefined || call.source === 'jit') throw nameTaken(user_name)
  const row = await changeUser(call, inactive.id, true, () => ({ ...wanted, document: { active: true, ...wanted.document } }))
  return answerUser(call, 201, row.after, 'reactivated')
}

export async function replaceUser(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const wanted = wantedOf(call, readUserBody(call, body))
  // What a client does not send of these it does not know; leaving `active` out disables nobody.
  const { after, outcome } = await changeUser(call, id, true, row => ({
    ...wanted,
    document: { ...wanted.document, active: wanted.document.active ?? row.active },
  }))
  return answerUser(call, 200, after, outcome)
}

export async function patchUser(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { steps, ignored } = readPatch(userType, body)
  call.ignored.push(...ignored)
  const given = new Set(steps.map(step => step.attribute.name))
  const wantsBody = call.projection.attributes !== null || call.projection.excluded.length > 0
  const { after, outcome } = await changeUser(call, id, wantsBody, row => {
    const document = applyPatch(documentOf(row), steps)
    return { ...wantedOf(call, document, given), document: { ...document, active: document.active ?? row.active } }
  })
  if (wantsBody) return answerUser(call, 200, after, outcome)
  return { status: 204, headers: { etag: etagOf(after.version), location: locationOf(call, id) }, body: null, outcome }
}

export async function deleteUser(call: ScimCall, id: string): Promise<ScimAnswer> {
  await removeUser(call, id)
  return { status: 204, headers: {}, body: null, outcome: 'deleted' }
}

/** `allow` refuses whom this caller may not delete. */
export async function removeUser(call: WriteCall, id: string, allow: (row: UserRecord) => void = () => undefined): Promise<void> {
  const row = await existing(call, id, false)
  allow(row)
  refuseStale(call, etagOf(row.version))
  const event = told(call, 'user.deleted', { userName: row.user_name })
  const gone = await keepingAnAdmin(call, row, row.role === adminRole && row.active, () => deleteRecord(call.ctx.db, row.id, event))
  if (!gone) throw notFound('User', id)
}

const wantedOf = ({ source, claims }: ScimCall, document: JsonObject, given: ReadonlySet<string> = namesIn(document)): Wanted => ({
  document,
  wishes: wishesOf(source, document, given),
  door: doorOf(source),
  ...(claims === undefined ? {} : { claims }),
})

function readUserBody(call: ScimCall, body: Json): JsonObject {
  const { document, ignored } = readResource(userType, body)
  call.ignored.push(...ignored)
  if (typeof document.userName !== 'string' || document.userName.trim() === '') throw new ScimError(400, 'invalidValue', 'userName is required.')
  return document
}

/** The names of the attributes in a document, those of its extensions among them. */
const namesIn = (document: JsonObject): Set<string> =>
  new Set([...Object.keys(document), ...Object.keys((document[enterpriseSchema.id] as JsonObject | undefined) ?? {})])

export async function existing(call: WriteCall, id: string, withGroups: boolean): Promise<UserRecord> {
  const row = isUuid(id) ? await findRecord(call.ctx.db, id, withGroups) : undefined
  if (row === undefined) throw notFound('User', id)
  return row
}

/** Reads, computes and writes; begins again when somebody else wrote in between, so that no change is lost and none is refused. */
export async function changeUser(call: WriteCall, id: string, withGroups: boolean, compute: (row: UserRecord) => Wanted): Promise<Saved> {
  let rules = await rulesInForce(call.ctx.db)
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const row = await existing(call, id, withGroups || rules.set.looksAtGroups)
    refuseStale(call, etagOf(row.version))
    const wanted = compute(row)
    const next = await changeOf(roleNamed(call.ctx.db), rules.set, row, wanted)
    if (next === null) return { after: row, outcome: 'unchanged' }
    const { columns } = next.write
    const outcome = row.active === columns.active ? 'updated' : columns.active ? 'reactivated' : 'deactivated'
    const event = { ...told(call, `user.${outcome}`, next.detail), changes: next.changes }
    const losesAdmin = row.role === adminRole && row.active && (columns.role !== adminRole || !columns.active)
    const isNamed = row.user_name !== columns.user_name || row.email !== columns.email || row.external_id !== columns.external_id
    const { written, revision } = await keepingAnAdmin(call, row, losesAdmin, () =>
      findingGroups(call.ctx, rules, row.id, isNamed, () =>
        updateRecord(call.ctx.db, row.id, { version: row.version, revision: rules.revision }, next.write, event).catch(refuseTaken(columns.user_name)),
      ),
    )
    if (revision !== rules.revision) rules = await rulesAnew(call.ctx.db)
    if (!written) continue
    if ((isNamed && rules.set.looksAtGroups) || next.write.managerChanged || columns.role !== row.role)
      return { after: await existing(call, id, withGroups), outcome }
    return { after: { ...row, ...columns, version: row.version + 1, modified_at: event.at }, outcome }
  }
  throw tooBusy()
}

const tooBusy = () => new ScimError(503, null, 'Too many requests change this user at once. Try again.')

interface Change {
  readonly write: UserChange
  readonly detail: Told['detail']
  readonly changes: NonNullable<Told['changes']>
}

/** What a request comes to for a user; null when it changes nothing. */
export async function changeOf(findRole: FindRole, rules: RuleSet, row: UserRecord, wanted: Wanted): Promise<Change | null> {
  const { document } = wanted
  const grants = await accessOf(findRole, rules, row, wanted)
  const columns = { ...columnsOf(document), ...grants }
  const same =
    grants.manager_ref === null
      ? row.manager_ref === null
      : [row.manager_ref, row.manager_id, row.manager_email].some(each => each?.toLowerCase() === grants.manager_ref?.toLowerCase())
  const managerChanged = !same || grants.manager_source !== row.manager_source || grants.manager_rule !== row.manager_rule
  const names = comparedColumns.filter(name => columns[name] !== row[name])
  const attributes = [...new Set([...Object.keys(row.attributes), ...Object.keys(columns.attributes)])].filter(
    name => !sameJson(row.attributes[name], columns.attributes[name]),
  )
  const isWithheld = !isDeepStrictEqual(grants.withheld, row.withheld)
  const isClaimed = !isDeepStrictEqual(grants.claims, row.claims)
  if (names.length + attributes.length === 0 && !managerChanged && !isWithheld && !isClaimed) return null
  const detail = {
    userName: columns.user_name,
    changed: [...names, ...attributes, ...(managerChanged ? ['manager'] : []), ...(isWithheld ? ['withheld'] : []), ...(isClaimed ? ['claims'] : [])],
    ...(columns.role === row.role ? {} : { role: { from: row.role, to: columns.role, source: columns.role_source, rule: columns.role_rule } }),
    ...(columns.licence === row.licence
      ? {}
      : { licence: { from: row.licence, to: columns.licence, source: columns.licence_source, rule: columns.licence_rule } }),
    ...(columns.user_name === row.user_name ? {} : { formerUserName: row.user_name }),
  }
  const changes = {
    ...Object.fromEntries(attributes.map(name => [name, { from: row.attributes[name] ?? null, to: columns.attributes[name] ?? null }])),
    ...Object.fromEntries(names.flatMap(name => (changedNames[name] === null ? [] : [[changedNames[name], { from: row[name], to: columns[name] }]]))),
    ...(managerChanged ? { manager: { from: row.manager_email ?? row.manager_ref, to: columns.manager_ref } } : {}),
  }
  return { write: { columns, emails: attributes.includes('emails') ? emailRows(document.emails) : null, managerChanged }, detail, changes }
}

/** The columns that are compared, with the names that events give them; null for what is nobody else's business. */
const changedNames = {
  user_name: 'userName',
  external_id: 'externalId',
  active: 'active',
  email: 'email',
  name: 'name',
  role: 'role',
  role_source: 'roleSource',
  role_rule: null,
  licence: 'licence',
  licence_source: 'licenceSource',
  licence_rule: null,
  door: null,
} as const
const comparedColumns = Object.keys(changedNames) as (keyof typeof changedNames)[]

/** The last admin who could sign in is neither disabled nor demoted nor deleted, whichever requests come at once. */
function keepingAnAdmin<Result>(call: WriteCall, row: UserRecord, losesAdmin: boolean, write: () => Promise<Result>): Promise<Result> {
  if (!losesAdmin) return write()
  return call.ctx
    .transaction(async () => {
      await holdRules(call.ctx.db)
      if ((await countOtherAdmins(call.ctx.db, row.id)) === 0)
        throw new ScimError(403, null, `${row.user_name} is the last active admin of this workspace. Make somebody else an admin first.`)
      return write()
    })
    .catch((thrown: unknown) => {
      // The only one who could come in by password while a provider is enforced.
      throw errorCodeOf(thrown) === 'RC001' ? new ScimError(403, null, sentenceOf(thrown)) : thrown
    })
}

const told = (call: WriteCall, action: string, detail: Record<string, unknown>): Told => ({
  at: call.ctx.clock.now(),
  actor: nameOf(call.ctx.actor),
  action,
  // Which door it came through.
  detail: { ...detail, source: call.source },
})

const nameTaken = (userName: string) => new ScimError(409, 'uniqueness', `There is a user with the userName ${userName} already.`)

const refuseTaken =
  (userName: string) =>
  (thrown: unknown): never => {
    throw errorCodeOf(thrown) === '23505' ? nameTaken(userName) : thrown
  }

const locationOf = (call: ScimCall, id: string): string => `${call.baseUrl}/Users/${id}`

const answerUser = (call: ScimCall, status: number, row: UserRecord, outcome: string): ScimAnswer =>
  answerResource(
    call,
    status,
    project(userType, userResource(row, call.baseUrl), call.projection),
    { etag: etagOf(row.version), location: locationOf(call, row.id) },
    outcome,
  )
