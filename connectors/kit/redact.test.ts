import { describe, expect, it } from 'vitest'
import { redactHeaders, redactor } from './redact.ts'

const secret = 'p@ss/w+rd "x"'
const redact = redactor([secret, 'abc'])

describe('redaction', () => {
  it.each([
    ['as it is', `say ${secret} now`],
    ['in a URL', `?key=${encodeURIComponent(secret)}`],
    ['in JSON', JSON.stringify({ note: secret })],
    ['in base64', Buffer.from(secret).toString('base64')],
  ])('takes a known secret out: %s', (_name, text) => {
    const clean = redact(text)
    expect(clean).toContain('[redacted]')
    expect(clean).not.toContain(secret)
    expect(clean.length).toBeLessThan(text.length + 10)
  })

  it.each([
    'Authorization: Bearer unknown-token-1',
    'SSWS unknown-token-1',
    '{"access_token":"unknown-token-1","token_type":"Bearer"}',
    'grant_type=refresh_token&refresh_token=unknown-token-1&x=y',
    '{"password": "unknown-token-1"}',
    '{"DeleteToken":"unknown-token-1"}',
    'https://acme.example/services/oauth2/revoke?token=unknown-token-1',
  ])('takes out what stands where secrets stand: %s', text => {
    expect(redact(text)).not.toContain('unknown-token-1')
    expect(redact(text)).toContain('[redacted]')
  })

  it.each([
    '{"changePassword":{"supported":false}}',
    'The password is too old.',
    'Basic authentication is switched off; use a Bearer token.',
    'abc is too short to be a secret',
    '{"token_type":"Bearer"}',
  ])('leaves alone what is none: %s', text => {
    expect(redact(text)).toBe(text)
  })

  it('learns secrets that turn up later', () => {
    const late = redactor([])
    expect(late('token-77777')).toBe('token-77777')
    late.learn('token-77777')
    expect(late('token-77777')).toBe('[redacted]')
  })

  it('keeps the names of headers and hides credentials', () => {
    expect(redactHeaders({ Authorization: 'Basic eA==', 'x-note': secret, accept: 'text/plain' }, redact)).toEqual({
      Authorization: '[redacted]',
      'x-note': '[redacted]',
      accept: 'text/plain',
    })
  })
})
