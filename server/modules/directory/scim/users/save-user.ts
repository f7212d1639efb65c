import { randomUUID } from 'node:crypto'
import { nameOf } from '../../../../context.ts'
import { errorCodeOf } from '../../../../errors.ts'
import { adminRole } from '../../role.ts'
import { answerResource, etagOf, notFound, refuseStale, type ScimAnswer, type ScimCall, versionsAllowed } from '../call.ts'
import { type Json, type JsonObject, sameJson, sameText } from '../json.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { readPatch } from '../patch/read-patch.ts'
import { project } from '../project.ts'
import { type ReadResource, readResource } from '../read-resource.ts'
import { userType } from '../schema/resource-types.ts'
import { enterpriseSchema } from '../schema/user-schema.ts'
import { ScimError } from '../scim-error.ts'
import { isUuid } from '../uuid.ts'
import { grantsOf } from './grants-of.ts'
import { columnsOf, documentOf, emailRows, type UserRecord, userResource } from './user-document.ts'
import { countOtherAdmins, deleteRecord, findNamesakes, findRecord, insertRecord, type Told, updateRecord, type UserChange } from './user.queries.ts'

/** More writers of one user at the same instant than this are refused, and may try again. */
const mostAttempts = 30

/** What a request asks of a user that is there. */
interface Wanted {
  readonly document: JsonObject
  /** The attributes that the request names. */
  readonly given: ReadonlySet<string>
}

export async function readUser(call: ScimCall, id: string): Promise<ScimAnswer> {
  return answerUser(call, 200, await existing(call, id, true), 'read')
}

/** Creates a user; an inactive one of the same user name or external id is taken up again instead (re-assignment). */
export async function createUser(call: ScimCall, body: Json, id: string = randomUUID()): Promise<ScimAnswer> {
  const { document } = readUserBody(call, body)
  const given = namesIn(document)
  const columns = columnsOf(document)
  const grants = await grantsOf(call, null, document, given)
  const user = { ...columns, ...grants, id, password_hash: null, emails: emailRows(document.emails) }
  const event = told(call, 'user.created', { userName: columns.user_name, role: grants.role, licence: grants.licence })
  const derived = await insertRecord(call.ctx.db, user, event)
  if (derived === null) return takeUp(call, document, given)
  // What was just written is not read again.
  const made = { ...user, ...derived, ordinal: 0, groups: null, version: 1, created_at: event.at, modified_at: event.at }
  return answerUser(call, 201, made, 'created')
}

async function takeUp(call: ScimCall, document: JsonObject, given: ReadonlySet<string>): Promise<ScimAnswer> {
  const { user_name, external_id } = columnsOf(document)
  const namesakes = await findNamesakes(call.ctx.db, user_name, external_id)
  const taken = namesakes.find(row => row.active)
  const [inactive] = namesakes
  if (taken !== undefined || inactive === undefined) throw nameTaken(user_name)
  const { after, changed } = await change(call, inactive.id, true, () => ({ document: { active: true, ...document }, given }))
  return { ...answerUser(call, 201, after, after.active ? 'reactivated' : 'linked to the inactive user of this name'), changed }
}

export async function replaceUser(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { document, aliases } = readUserBody(call, body)
  const given = namesIn(document)
  const { after, outcome, changed } = await change(call, id, true, row => {
    // Whoever reads a user, changes one of two places that say the same and sends all back means the place that changed.
    const meant = Object.entries(aliases).filter(([name, value]) => value !== null && sameText(document[name], documentOf(row)[name]))
    // What a client does not send of these it does not know; leaving `active` out disables nobody.
    return { document: { ...document, ...Object.fromEntries(meant), active: document.active ?? row.active }, given }
  })
  return { ...answerUser(call, 200, after, outcome), changed }
}

export async function patchUser(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { steps, ignored } = readPatch(userType, body)
  call.ignored.push(...ignored)
  const given = new Set(steps.map(step => step.attribute.name))
  const wantsBody = call.projection.attributes !== null || call.projection.excluded.length > 0
  const { after, outcome, changed } = await change(call, id, wantsBody, row => {
    const document = applyPatch(documentOf(row), steps)
    return { document: { ...document, active: document.active ?? row.active }, given }
  })
  if (wantsBody) return { ...answerUser(call, 200, after, outcome), changed }
  return { status: 204, headers: { etag: etagOf(after.version), location: locationOf(call, id) }, body: null, outcome, changed }
}

export async function deleteUser(call: ScimCall, id: string): Promise<ScimAnswer> {
  const row = await existing(call, id, false)
  refuseStale(call, row.version)
  const event = told(call, 'user.deleted', { userName: row.user_name })
  const gone = await keepingAnAdmin(call, row, row.role === adminRole && row.active, () => deleteRecord(call.ctx.db, row.id, versionsAllowed(call), event))
  if (!gone) refuseStale(call, (await existing(call, id, false)).version)
  return { status: 204, headers: {}, body: null, outcome: 'deleted' }
}

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

async function existing(call: ScimCall, id: string, withGroups: boolean): Promise<UserRecord> {
  const row = isUuid(id) ? await findRecord(call.ctx.db, id, withGroups) : undefined
  if (row === undefined) throw notFound('User', id)
  return row
}

interface Changed {
  readonly after: UserRecord
  readonly outcome: string
  /** Names of attributes. */
  readonly changed: readonly string[]
}

/** Reads, computes and writes; begins again when somebody else wrote in between, so that no change is lost and none is refused. */
async function change(call: ScimCall, id: string, withGroups: boolean, compute: (row: UserRecord) => Wanted): Promise<Changed> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const row = await existing(call, id, withGroups)
    refuseStale(call, row.version)
    const wanted = compute(row)
    const next = await changeOf(call, row, wanted)
    if (next === null) return { after: row, outcome: 'unchanged', changed: [] }
    const { columns } = next.write
    const outcome = row.active === columns.active ? 'updated' : columns.active ? 'reactivated' : 'deactivated'
    const event = told(call, `user.${outcome}`, next.detail)
    const losesAdmin = row.role === adminRole && row.active && (columns.role !== adminRole || !columns.active)
    const written = await keepingAnAdmin(call, row, losesAdmin, () =>
      updateRecord(call.ctx.db, row.id, row.version, next.write, event).catch(refuseTaken(columns.user_name)),
    )
    if (written !== null) return { after: { ...row, ...columns, ...written, version: row.version + 1, modified_at: event.at }, outcome, changed: next.changed }
  }
  throw new ScimError(503, null, 'Too many requests change this user at once. Try again.')
}

async function changeOf(
  call: ScimCall,
  row: UserRecord,
  { document, given }: Wanted,
): Promise<{ write: UserChange; detail: Record<string, unknown>; changed: string[] } | null> {
  const grants = await grantsOf(call, row, document, given)
  const columns = { ...columnsOf(document), ...grants }
  const same =
    grants.manager_ref === null
      ? row.manager_ref === null
      : [row.manager_ref, row.manager_id, row.manager_email].some(each => each?.toLowerCase() === grants.manager_ref?.toLowerCase())
  const managerChanged = !same || grants.manager_source !== row.manager_source
  const names = (['user_name', 'external_id', 'active', 'email', 'name', 'role', 'role_source', 'licence', 'licence_source'] as const).filter(
    name => columns[name] !== row[name],
  )
  const attributes = [...new Set([...Object.keys(row.attributes), ...Object.keys(columns.attributes)])].filter(
    name => !sameJson(row.attributes[name], columns.attributes[name]),
  )
  if (names.length + attributes.length === 0 && !managerChanged) return null
  const detail = {
    userName: columns.user_name,
    changed: [...names, ...attributes, ...(managerChanged ? ['manager'] : [])],
    ...(columns.role === row.role ? {} : { role: { from: row.role, to: columns.role } }),
    ...(columns.licence === row.licence ? {} : { licence: { from: row.licence, to: columns.licence } }),
    ...(columns.user_name === row.user_name ? {} : { formerUserName: row.user_name }),
  }
  return {
    write: { columns, emails: attributes.includes('emails') ? emailRows(document.emails) : null, managerChanged },
    detail,
    changed: [...names.flatMap(name => attributeNames[name] ?? []), ...attributes, ...(managerChanged ? ['manager'] : [])],
  }
}

/** What the columns are called in the schemas; the others follow from these. */
const attributeNames: Readonly<Record<string, string>> = {
  user_name: 'userName',
  external_id: 'externalId',
  active: 'active',
  role: 'chorus_role',
  licence: 'chorus_license_type',
}

/** The last admin who could sign in is neither disabled nor demoted nor deleted, whichever requests come at once. */
function keepingAnAdmin<T>(call: ScimCall, row: UserRecord, losesAdmin: boolean, write: () => Promise<T>): Promise<T> {
  if (!losesAdmin) return write()
  return call.ctx.transaction(async () => {
    if ((await countOtherAdmins(call.ctx.db, row.id)) === 0)
      throw new ScimError(403, null, `${row.user_name} is the last active admin of this workspace. Make somebody else an admin first.`)
    return write()
  })
}

const told = (call: ScimCall, action: string, detail: Record<string, unknown>): Told => ({
  at: call.ctx.clock.now(),
  actor: nameOf(call.ctx.actor),
  action,
  detail,
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
