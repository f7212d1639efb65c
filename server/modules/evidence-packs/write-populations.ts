import { stringify } from 'csv-stringify/sync'
import type { Context } from '../../context.ts'
import { adminRole } from '../lifecycle/index.ts'
import { findLogins, findNewestRead, findSources, type Login, type Source, statements } from './population.queries.ts'
import type { Pack } from './write-pack.ts'

const rowsAtOnce = 1000
const firstId = '00000000-0000-0000-0000-000000000000'
const isAdmin = new RegExp(adminRole, 'i')

const columns: readonly (readonly [head: string, value: (login: Login) => string | number | null])[] = [
  ['external id', login => login.external_id],
  ['user name', login => login.user_name],
  ['e-mail', login => login.email],
  ['name', login => login.display_name],
  ['status', login => login.status],
  ["vendor's status", login => login.vendor_status],
  ['role', login => login.role],
  ['administrator by name of role', login => (isAdmin.test(login.role ?? '') ? 'yes' : 'no')],
  ['licence', login => login.licence],
  ['groups', login => login.groups.join('; ')],
  ['label', login => login.protection],
  ['status changed', login => login.status_changed_at?.toISOString() ?? null],
  ['last active', login => login.last_active_at?.toISOString() ?? null],
  ['last seen by a read', login => login.last_seen_at.toISOString()],
  ['complete reads without it since', login => login.absent_reads],
  ['person', login => login.person_name],
  ['person id', login => login.person_id],
  ['belongs to the person by', login => login.link_rule],
]

// What a spreadsheet would take for a formula is made text by an apostrophe.
const csv = (values: readonly (string | number | null)[]): string => stringify([[...values]], { escape_formulas: true, record_delimiter: 'windows' })
const head = `\uFEFF${csv(columns.map(([name]) => name))}`

/** Every login of each app and identity source in the scope: the disabled, the administrators and the service accounts as well. */
export async function writePopulations(ctx: Context, pack: Pack, principal: string, connectionIds: readonly string[]): Promise<void> {
  for (const [index, source] of (await findSources(ctx.db, connectionIds)).entries()) await writePopulation(ctx, pack, principal, source, index + 1)
}

async function writePopulation(ctx: Context, pack: Pack, principal: string, source: Source, number: number): Promise<void> {
  const { connectionId, name, connector, resource, read } = source
  const folder = `populations/${String(number).padStart(3, '0')}-${slugOf(name)}-${resource}`
  const parts = pack.parts(`${folder}/rows`, 'csv', head)
  const begun = ctx.clock.now()
  for (let last = firstId; ;) {
    const logins = await findLogins(ctx.db, resource, connectionId, last, rowsAtOnce)
    for (const login of logins) await parts.add(csv(columns.map(([, value]) => value(login))))
    if (logins.length < rowsAtOnce) break
    last = logins.at(-1)?.id ?? last
  }
  const rows = await parts.end()
  await pack.addJson(`${folder}/query.json`, {
    app: name,
    connectionId,
    connector,
    resource,
    principal: `${principal}, from what the connection ${name} read with its own credentials`,
    query: statements[resource],
    parameters: { $1: connectionId, $2: 'the id of the last row of the page before', $3: rowsAtOnce },
    begunAt: begun.toISOString(),
    endedAt: ctx.clock.now().toISOString(),
    rows,
    read,
    verdict: read.complete ? 'The read was complete.' : `The read was not complete: ${read.problems.join(' ')}`,
    anotherReadEndedMeanwhile: (await findNewestRead(ctx.db, connectionId, resource)) !== read.id,
  })
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 30) || 'app'
