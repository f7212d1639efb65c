import { describe, expect, it } from 'vitest'
import { looksShared } from './looks-shared.ts'

describe('a login whose name is that of a machine or a mailbox', () => {
  it.each([
    'noreply@acme.test',
    'no-reply@acme.test',
    'do.not.reply@acme.test',
    'svc-billing@acme.test',
    'API_2',
    'salesforce.integration@acme.test',
    'support@acme.test',
    'sales-team@acme.test',
    'root',
  ])('%s looks shared', name => expect(looksShared(name)).toBe(true))
  it.each(['ana.ruiz@acme.test', 'ana.sales@acme.test', 'botha@acme.test', 'apisit.w@acme.test', 'teamer@acme.test', '00u-ana', '12345', '', '@acme.test'])(
    '%s does not',
    name => expect(looksShared(name)).toBe(false),
  )
})
