import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { emptyEngine } from '../../../test/support/engine.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import type { Engine } from '../../db/engine.ts'

/** What is done for many requests at once: their logs a moment later, and the look-up of the token once a second. */
const isShared = (text: string) =>
  /provisioning_log|set audited|audit_entries|pg_notify|pgboss|token_secrets|"roles"\.|^(begin|commit|rollback|listen)/i.test(text)

describe('the cost of a SCIM request in statements', () => {
  let workspace: Workspace
  let scim: ScimClient
  const statements: string[] = []
  beforeAll(async () => {
    const engine = await emptyEngine()
    const counting: Engine = {
      ...engine,
      session: async () => {
        const session = await engine.session()
        const note: typeof session.query = (text, values) => {
          if (!isShared(text)) statements.push(text)
          return session.query(text, values)
        }
        return { ...session, query: note }
      },
    }
    workspace = await startWorkspace({ engine: counting, roles: ['web'] })
    scim = (await provision(workspace)).scim
  })
  afterAll(() => workspace.stop())

  const cost = async (ask: () => Promise<{ body: { id: string } }>) => {
    statements.length = 0
    const { body } = await ask()
    return { statements: statements.length, id: body?.id }
  }

  it('is at most three for a write, and one for a list', async () => {
    const made = await cost(() => scim.expecting(201, 'POST', '/Users', oktaUser('cost', { manager_email: 'a@b.c' })))
    const group = await cost(() => scim.expecting(201, 'POST', '/Groups', { displayName: 'Cost', members: [{ value: made.id }, { value: 'unknown' }] }))
    const costs = [
      made,
      group,
      await cost(() => scim.expecting(204, 'PATCH', `/Users/${made.id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))),
      await cost(() => scim.expecting(200, 'PUT', `/Users/${made.id}`, oktaUser('cost', { emails: [{ value: 'n@acme.test' }] }))),
      await cost(() =>
        scim.expecting(
          204,
          'PATCH',
          `/Groups/${group.id}`,
          patchOf({ op: 'add', path: 'members', value: [{ value: 'x' }] }, { op: 'remove', path: 'members[value eq "y"]' }),
        ),
      ),
      await cost(() => scim.expecting(204, 'DELETE', `/Users/${made.id}`)),
      await cost(() => scim.expecting(204, 'DELETE', `/Groups/${group.id}`)),
    ]
    expect(costs[2]?.statements, 'a user that was just made is not read again').toBe(1)
    for (const each of costs) expect(each.statements).toBeLessThanOrEqual(3)
    const lists = await cost(() => scim.expecting(200, 'GET', `/Users${query({ filter: 'emails co "acme"', sortBy: 'userName' })}`))
    expect(lists.statements).toBe(1)
  })
})
