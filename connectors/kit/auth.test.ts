import { describe, expect, it } from 'vitest'
import { apiKey, basic, bearer, field, secret } from './auth.ts'

describe('signing a request', () => {
  it.each([
    [bearer({ label: '', token: secret('token', 'Token') }), { authorization: 'Bearer t-1' }],
    [bearer({ label: '', token: secret('token', 'Token'), scheme: 'SSWS' }), { authorization: 'SSWS t-1' }],
    [
      basic({ label: '', username: field('user', 'User'), password: secret('token', 'Password') }),
      { authorization: `Basic ${Buffer.from('ünal:t-1').toString('base64')}` },
    ],
    [apiKey({ label: '', header: 'x-key', key: secret('token', 'Key') }), { 'x-key': 't-1' }],
  ])('%# puts the credential where the vendor looks for it', (method, headers) => {
    expect(method.headers?.({ user: 'ünal', token: 't-1' })).toEqual(headers)
  })

  it('knows which fields are secrets', () => {
    expect(basic({ label: '', username: field('user', 'User'), password: secret('token', 'Password') }).fields.map(({ secret: hidden }) => hidden)).toEqual([
      false,
      true,
    ])
  })
})
