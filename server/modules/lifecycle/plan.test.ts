import { describe, expect, it } from 'vitest'
import { canonicalJson, definitionOf, documentOf, hashOf } from './plan.ts'
import type { PlanRow, StepRow } from './plan.queries.ts'

const id = '00000000-0000-4000-8000-000000000001'
/** As plans were stored when a step could only switch an account off. */
const old = {
  order: 0,
  action: 'deactivate_account',
  findingId: id,
  personId: id,
  personName: 'Ana Ruiz',
  accountId: id,
  accountName: 'ana@acme.test',
  connectionId: id,
  connectionName: 'Relay',
  before: { status: 'active' },
  after: { status: 'inactive' },
  reason: 'Ana Ruiz left.',
  route: 'scim',
  routeReason: 'Relay makes the change.',
  passedOver: [],
  precondition: { version: 'W/"1"', statement: 'It is still active.' },
  undo: { possible: true, how: 'A plan that reactivates the account.' },
}

describe('a plan of an earlier version', () => {
  const definition = canonicalJson(old)

  it('is read with what it did not know left empty', () => {
    expect(definitionOf({ definition })).toMatchObject({
      ...old,
      dependsOn: [],
      identityId: null,
      app: null,
      via: null,
      message: null,
      simulated: false,
      deletes: false,
    })
  })

  it('has the hash that people approved', () => {
    const stored = {
      id,
      title: 'Deactivate 1 account of Ana Ruiz',
      undoes: null,
      guards: [],
      approvals_needed: 1,
      requirements: null,
      starts_at: null,
    } as unknown as PlanRow
    const rows = [{ definition } as StepRow]
    const approved = hashOf({ id, title: stored.title, undoes: null, steps: [old], guards: [], approvalsNeeded: 1 })
    expect(hashOf(documentOf(stored, rows))).toBe(approved)
    expect(hashOf(documentOf(stored, [{ definition: definition.replace('ana@', 'bo@') } as StepRow]))).not.toBe(approved)
  })
})
