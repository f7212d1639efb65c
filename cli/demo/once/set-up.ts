import { type Connection, createConnection, listConnections, syncConnection } from '@rollcall/contract'
import type { StandIns } from '@rollcall/simulators'
import type { Client } from '../../client.ts'
import { type Ledger, verify } from './ledger.ts'
import { waitUntil } from './wait-until.ts'

/** What is read of each vendor. */
const resources: Record<string, readonly string[]> = {
  okta: ['identities', 'assignments'],
  scim: ['accounts'],
  salesforce: ['accounts', 'crm_accounts', 'crm_contacts', 'crm_opportunities', 'crm_users'],
}

/** Connects the stand-ins and reads them to the end; answers their connections by connector. */
export async function setUp(client: Client, ledger: Ledger, { connections, okta, relay, salesforce }: StandIns): Promise<Map<string, Connection>> {
  await ledger.step('set up', 'connect', async () => {
    const made = []
    for (const wanted of connections.filter(({ connector }) => connector in resources)) made.push(await client.call(createConnection, { body: wanted }))
    const broken = made.find(({ state }) => state !== 'working')
    verify(broken === undefined, `${broken?.name ?? ''} is connected but not working: ${broken?.detail ?? ''}`)
    return { count: made.length, seen: `${made.map(({ name }) => name).join(', ')}: permissions were proven before anything was kept.` }
  })
  const { items } = await ledger.step('set up', 'read', async () => {
    const asked = (await client.call(listConnections)).items
    for (const { id } of asked) await client.call(syncConnection, { params: { id } })
    const read = await waitUntil(
      async () => (await client.call(listConnections)).items,
      all => all.every(isRead),
      all => `${all.find(each => !isRead(each))?.name ?? ''} has not been read.`,
    )
    const reads = read.flatMap(({ name, connector, lastReads }) => lastReads.map(verdict => ({ ...verdict, name, connector })))
    const incomplete = reads.find(({ complete }) => !complete)
    verify(incomplete === undefined, `The read of ${incomplete?.name ?? ''} is incomplete: ${incomplete?.problems.join(' ') ?? ''}`)
    const whole = [
      { connector: 'okta', resource: 'identities', there: okta.state.users.length },
      { connector: 'scim', resource: 'accounts', there: relay.state.users.length },
      { connector: 'salesforce', resource: 'accounts', there: salesforce.state.org.User.length },
    ]
    for (const { connector, resource, there } of whole) {
      const found = reads.find(each => each.connector === connector && each.resource === resource)
      verify(found?.rows === there, `${found?.name ?? connector} has ${there} ${resource}, and ${found?.rows ?? 0} were read.`)
    }
    const rows = reads.reduce((sum, each) => sum + each.rows, 0)
    return { count: rows, seen: `Rows of ${reads.length} kinds, each read to its last page.`, items: read }
  })
  return new Map(items.map(each => [each.connector, each]))
}

const isRead = ({ connector, reading, lastReads }: Connection): boolean =>
  reading === null && (resources[connector] ?? []).every(resource => lastReads.some(each => each.resource === resource))
