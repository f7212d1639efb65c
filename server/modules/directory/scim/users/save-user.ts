import { randomUUID } from 'node:crypto'
import { type Context, nameOf } from '../../../../context.ts'
import { errorCodeOf, sentenceOf } from '../../../../errors.ts'
import { adminRole } from '../../role.ts'
import { answerResource, etagOf, notFound, refuseStale, type ScimAnswer, type ScimCall, versionsAllowed, type WriteCall } from '../call.ts'
import { type Json, type JsonObject, sameText } from '../json.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { readPatch } from '../patch/read-patch.ts'
import { projector } from '../project.ts'
import { type ReadResource, readResource } from '../read-resource.ts'
import { userType } from '../schema/resource-types.ts'
import { enterpriseSchema } from '../schema/user-schema.ts'
import { ScimError } from '../scim-error.ts'
import { isUuid } from '../uuid.ts'
import { roleNamed } from '../../find-role.ts'
import { doorOf } from '../../access/grants-by-rule.ts'
import { holdRules } from '../../access/rule-sets.queries.ts'
import { rulesAnew, type RulesInForce, rulesInForce } from '../../access/rules-in-force.ts'
import { settleUsers } from '../../access/settle-users.ts'
import { accessOf, type Wanted } from './access-of.ts'
import { type Change, changeOf } from './change-of.ts'
import { recallUser, rememberUser } from './recent-users.ts'
import { echoesIn, wishesOf } from './grants-of.ts'
import { columnsOf, documentOf, emailRows, type UserRecord, userResource } from './user-document.ts'
import { countOtherAdmins, deleteRecord, findNamesakes, findRecord, insertRecord, type Told, updateRecord, type Written } from './user.queries.ts'

/** More writers of one user at the same instant than this are refused, and may try again. */
const mostAttempts = 30

export type { Wanted }

export interface Saved {
  readonly after: UserRecord
  readonly outcome: 'updated' | 'reactivated' | 'deactivated' | 'unchanged'
  /** Names of attributes. */
  readonly changed: readonly string[]
}

export async function readUser(call: ScimCall, id: string): Promise<ScimAnswer> {
  return answerUser(call, 200, await existing(call, id, true), 'read')
}

/** Creates a user; an inactive one of the same user name or external id is taken up again instead (re-assignment). */
export async function createUser(call: ScimCall, body: Json, id: string = randomUUID()): Promise<ScimAnswer> {
  const { document } = readUserBody(call, body)
  const made = await addUser(call, wantedOf(call, null, document), id)
  return made === null ? takeUp(call, document) : answerUser(call, 201, made, 'created')
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
    const { written, revision, derived } = await findingGroups(ctx, rules, id, true, () => insertRecord(ctx.db, user, event, rules.revision))
    if (!written && revision === rules.revision) return null
    if (written && rules.set.looksAtGroups) return existing(call, id, true)
    // What was just written is not read again.
    if (written) {
      const unknown = { manager_id: null, manager_email: null, manager_name: null, role_name: null, groups: null, last_sign_in_at: null }
      const made = { ...user, ...unknown, ...derived, ordinal: 0, version: 1, created_at: event.at, modified_at: event.at }
      rememberUser(ctx.db, made)
      return made
    }
    rules = await rulesAnew(ctx.db)
  }
  throw tooBusy()
}

/** Whoever gets a name may be awaited by groups under it, and what rules give for these is theirs at once. */
const findingGroups = <T extends Written>(ctx: Context, rules: RulesInForce, id: string, isNamed: boolean, write: () => Promise<T>): Promise<T> =>
  !isNamed || !rules.set.looksAtGroups
    ? write()
    : ctx.transaction(async () => {
        const result = await write()
        if (result.written) await settleUsers(ctx, rules, [id])
        return result
      })

async function takeUp(call: ScimCall, document: JsonObject): Promise<ScimAnswer> {
  const { user_name, external_id } = columnsOf(document)
  const namesakes = await findNamesakes(call.ctx.db, user_name, external_id)
  const taken = namesakes.find(row => row.active)
  const [inactive] = namesakes
  // Only provisioning takes somebody up again: a sign-in must not undo a deactivation.
  if (taken !== undefined || inactive === undefined || call.source === 'jit') throw nameTaken(user_name)
  const { after, changed } = await changeUser(call, inactive.id, true, row => ({
    ...wantedOf(call, row, document),
    document: { active: true, ...document },
  }))
  return { ...answerUser(call, 201, after, after.active ? 'reactivated' : 'linked to the inactive user of this name'), changed }
}

export async function replaceUser(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { document, aliases } = readUserBody(call, body)
  const { after, outcome, changed } = await changeUser(call, id, true, row => {
    // Whoever reads a user, changes one of two places that say the same and sends all back means the place that changed.
    const meant = Object.entries(aliases).filter(([name, value]) => value !== null && sameText(document[name], documentOf(row)[name]))
    // What a client does not send of these it does not know; leaving `active` out disables nobody.
    const wanted = { ...document, ...Object.fromEntries(meant), active: document.active ?? row.active }
    const echoed = echoesIn(call.source, row, wanted)
    return wantedOf(call, row, wanted, new Set([...namesIn(wanted)].filter(name => !echoed.has(name))))
  })
  return { ...answerUser(call, 200, after, outcome), changed }
}

const managerNames = ['manager', 'manager_email', enterpriseSchema.id]

export async function patchUser(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { steps, ignored } = readPatch(userType, body)
  call.ignored.push(...ignored)
  const given = new Set(steps.map(step => step.attribute.name))
  const wantsBody = call.projection.attributes !== null || call.projection.excluded.length > 0
  // What is answered, compared with a version or set against a manager's present name has to be read.
  const isBlind = !wantsBody && call.ifMatch === null && call.ifNoneMatch === null && !managerNames.some(name => given.has(name))
  const compute = (row: UserRecord) => {
    const document = applyPatch(documentOf(row), steps)
    return wantedOf(call, row, { ...document, active: document.active ?? row.active }, given)
  }
  const { after, outcome, changed } = await changeUser(call, id, wantsBody, compute, isBlind ? recallUser(call.ctx.db, id) : undefined)
  if (wantsBody) return { ...answerUser(call, 200, after, outcome), changed }
  return { status: 204, headers: { etag: etagOf(after.version), location: locationOf(call, id) }, body: null, outcome, changed }
}

export async function deleteUser(call: ScimCall, id: string): Promise<ScimAnswer> {
  await removeUser(call, id)
  return { status: 204, headers: {}, body: null, outcome: 'deleted' }
}

/** `allow` refuses whom this caller may not delete. */
export async function removeUser(call: WriteCall, id: string, allow: (row: UserRecord) => void = () => undefined): Promise<void> {
  const row = await existing(call, id, false)
  allow(row)
  refuseStale(call, row.version)
  const event = told(call, 'user.deleted', { userName: row.user_name })
  const gone = await keepingAnAdmin(call, row, row.role === adminRole && row.active, () => deleteRecord(call.ctx.db, row.id, versionsAllowed(call), event))
  if (!gone) refuseStale(call, (await existing(call, id, false)).version)
}

const wantedOf = ({ source, claims }: ScimCall, row: UserRecord | null, document: JsonObject, given: ReadonlySet<string> = namesIn(document)): Wanted => ({
  document,
  wishes: wishesOf(source, row, document, given),
  door: doorOf(source),
  ...(claims === undefined ? {} : { claims }),
})

function readUserBody(call: ScimCall, body: Json): ReadResource {
  const read = readResource(userType, body)
  call.ignored.push(...read.ignored)
  const { userName } = read.document
  if (typeof userName !== 'string' || userName.trim() === '') throw new ScimError(400, 'invalidValue', 'userName is required.')
  return read
}

/** The names of the attributes in a document, those of its extensions among them. */
const namesIn = (document: JsonObject): Set<string> =>
  new Set([...Object.keys(document), ...Object.keys((document[enterpriseSchema.id] as JsonObject | undefined) ?? {})])

export async function existing(call: WriteCall, id: string, withGroups: boolean): Promise<UserRecord> {
  const row = isUuid(id) ? await findRecord(call.ctx.db, id, withGroups) : undefined
  if (row === undefined) throw notFound('User', id)
  rememberUser(call.ctx.db, row)
  return row
}

/**
 * Reads, computes and writes; begins again when somebody else wrote in between, so that no change is lost and none is refused. A `recalled`
 * user is tried without reading: only a change that is then written counts, and whatever else comes of it is found out anew.
 */
export async function changeUser(
  call: WriteCall,
  id: string,
  withGroups: boolean,
  compute: (row: UserRecord) => Wanted,
  recalled?: UserRecord,
): Promise<Saved> {
  const { db } = call.ctx
  let rules = await rulesInForce(db)
  const computed = async (row: UserRecord) => changeOf(roleNamed(db), rules.set, row, compute(row))
  if (recalled !== undefined && !rules.set.looksAtGroups) {
    const change = await computed(recalled).catch(() => null)
    const { saved } = change === null || losesAdmin(recalled, change) ? { saved: null } : await saveChange(call, rules, recalled, change)
    if (saved !== null) return saved
  }
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const row = await existing(call, id, withGroups || rules.set.looksAtGroups)
    refuseStale(call, row.version)
    const change = await computed(row)
    if (change === null) return { after: row, outcome: 'unchanged', changed: [] }
    const { saved, revision } = await saveChange(call, rules, row, change)
    // By groups that awaited this name, rules may have given more than was written here.
    if (saved !== null) return rules.set.looksAtGroups && isNamedAnew(row, change) ? { ...saved, after: await existing(call, id, withGroups) } : saved
    if (revision !== rules.revision) rules = await rulesAnew(db)
  }
  throw tooBusy()
}

const losesAdmin = (row: UserRecord, { write: { columns } }: Change): boolean =>
  row.role === adminRole && row.active && (columns.role !== adminRole || !columns.active)

const isNamedAnew = (row: UserRecord, { write: { columns } }: Change): boolean =>
  row.user_name !== columns.user_name || row.email !== columns.email || row.external_id !== columns.external_id

/** `saved` is null when the change was computed with something that is not the present one any more; nothing was written then. */
async function saveChange(call: WriteCall, rules: RulesInForce, row: UserRecord, change: Change): Promise<{ saved: Saved | null; revision: number }> {
  const { db } = call.ctx
  const { columns } = change.write
  const outcome = row.active === columns.active ? 'updated' : columns.active ? 'reactivated' : 'deactivated'
  const event = { ...told(call, `user.${outcome}`, change.detail), changes: change.changes }
  const basis = { version: row.version, rowVersion: row.row_version, revision: rules.revision }
  const { written, revision, derived } = await keepingAnAdmin(call, row, losesAdmin(row, change), () =>
    findingGroups(call.ctx, rules, row.id, isNamedAnew(row, change), () =>
      updateRecord(db, row.id, basis, change.write, event).catch(refuseTaken(columns.user_name)),
    ),
  )
  if (!written) return { saved: null, revision }
  const after = { ...row, ...columns, ...derived, version: row.version + 1, modified_at: event.at }
  rememberUser(db, after)
  return { saved: { after, outcome, changed: change.changed }, revision }
}

const tooBusy = () => new ScimError(503, null, 'Too many requests change this user at once. Try again.')

/** The last admin who could sign in is neither disabled nor demoted nor deleted, whichever requests come at once. */
function keepingAnAdmin<Result>(call: WriteCall, row: UserRecord, takesAdmin: boolean, write: () => Promise<Result>): Promise<Result> {
  if (!takesAdmin) return write()
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
    projector(userType, call.projection)(userResource(row, call.baseUrl)),
    { etag: etagOf(row.version), location: locationOf(call, row.id) },
    outcome,
  )
