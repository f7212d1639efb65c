import { describe, expect, it } from 'vitest'
import type { ProvisioningEntry } from '@rollcall/contract'
import { supportText } from './support-text.ts'

const entry: ProvisioningEntry = {
  id: '00000000-0000-4000-8000-000000000001',
  at: '2026-11-22T18:40:00.000Z',
  client: 'okta',
  token: 'Ana’s token',
  method: 'POST',
  path: '/Users',
  query: 'filter=userName eq "ana.ruiz@acme.test" and emails[type eq "work"].value eq "Ana"',
  body: JSON.stringify({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'ana.ruiz@acme.test',
    name: { familyName: 'Ruiz' },
    phoneNumbers: [{ value: '+34 600 000 000', type: 'mobile' }],
    employeeNumber: 4711,
    password: '(removed)',
    active: true,
    chorus_role: 'Rep (SDR)',
  }),
  status: 409,
  outcome: 'refused',
  changed: [],
  keptOut: ['customThing'],
  subject: null,
  refusal: 'There is a user with the userName Ana.Ruiz@acme.test already.',
  scimType: 'uniqueness',
  answer: '{"status":"409","scimType":"uniqueness","detail":"There is a user with the userName Ana.Ruiz@acme.test already."}',
  milliseconds: 3,
}

describe('the copy for support', () => {
  const text = supportText(entry)

  it('holds nothing of a person', () => {
    for (const personal of ['ana', 'ruiz', 'acme.test', '600', '4711']) expect(text.toLowerCase()).not.toContain(personal)
  })

  it('holds what is needed: the shape, the setting, the code, and that two texts are the same', () => {
    for (const needed of ['POST /Users', '409 uniqueness', 'Okta', 'Rep (SDR)', '"active":true', 'customThing', '[type eq "work"]', entry.id])
      expect(text).toContain(needed)
    const [, name] = /"userName":"(<e-mail \d+>)"/.exec(text) ?? []
    expect(text).toContain(`Why: There is a user with the userName ${name} already.`)
    expect(text).toContain(`userName eq "${name}"`)
  })

  it('says of a body that is no JSON only how long it is', () => {
    expect(supportText({ ...entry, body: '{"userName":"ana' })).toContain('Body: <16 characters that are no JSON>')
  })
})
