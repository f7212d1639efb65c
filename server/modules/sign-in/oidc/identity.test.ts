import { describe, expect, it } from 'vitest'
import { organisationOf, vouchedEmail } from './identity.ts'

describe('the e-mail that a provider vouches for', () => {
  const email = 'nia@acme.test'
  it('is one that it says is verified, in whichever place', () => {
    expect(vouchedEmail({ email, email_verified: true }, {}, false)).toBe(email)
    expect(vouchedEmail({ email }, { email, email_verified: 'true' }, false)).toBe(email)
    expect(vouchedEmail({}, { email, email_verified: true }, false)).toBe(email)
  })
  it('is never one that it says is not, in whichever place', () => {
    expect(vouchedEmail({ email, email_verified: false }, {}, true)).toBeNull()
    expect(vouchedEmail({ email, email_verified: true }, { email, email_verified: false }, true)).toBeNull()
    expect(vouchedEmail({ email, email_verified: 'false' }, {}, true)).toBeNull()
  })
  it('is not verified by what is said of another address', () => {
    expect(vouchedEmail({ email }, { email: 'other@acme.test', email_verified: true }, false)).toBeNull()
  })
  it('counts unsaid only where the provider speaks for its own domains', () => {
    expect(vouchedEmail({ email }, {}, true)).toBe(email)
    expect(vouchedEmail({ email }, {}, false)).toBeNull()
  })
  it('is at Google that of an account which the organisation manages', () => {
    const google = { iss: 'https://accounts.google.com', email, email_verified: true }
    expect(vouchedEmail({ ...google, hd: 'acme.test' }, {}, true)).toBe(email)
    expect(vouchedEmail(google, {}, true)).toBeNull()
    expect(vouchedEmail({ ...google, hd: 'other.test' }, {}, true)).toBeNull()
  })
})

describe('the organisation of somebody at Salesforce', () => {
  const sub = 'https://login.salesforce.com/id/00D5e000000AbCdEAO/005000000000002AAA'
  it('is in the subject, and has to be the same where it is said twice', () => {
    expect(organisationOf({ sub }, {})).toBe('00D5e000000AbCdEAO')
    expect(organisationOf({ sub }, { organization_id: '00D5e000000AbCd' })).toBe('00D5e000000AbCdEAO')
    expect(organisationOf({ sub }, { organization_id: '00D5e000000XyZw' })).toBeNull()
    expect(organisationOf({ sub: '00D5e000000AbCdEAO' }, {})).toBeNull()
  })
})
