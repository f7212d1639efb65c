import { describe, expect, it } from 'vitest'
import { addressAllowed, assertUrlAllowed, guardedLookup } from './address-guard.ts'

const looked = (host: string, allowPrivate: boolean) =>
  new Promise<unknown>(resolve => {
    guardedLookup(allowPrivate)(host, { all: true }, (error, found) => resolve(error ?? found))
  })

describe('the address guard', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('lets through what is public: %s', address => {
    expect(addressAllowed(address, false)).toBe(true)
  })

  it.each(['10.1.2.3', '172.16.0.1', '192.168.1.1', '127.0.0.1', '100.64.0.1', '::1', 'fc00::1', '::ffff:10.0.0.1', '::ffff:7f00:1'])(
    'keeps out what is private, until the operator allows it: %s',
    address => {
      expect(addressAllowed(address, false)).toBe(false)
      expect(addressAllowed(address, true)).toBe(true)
    },
  )

  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fd00:ec2::254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'localhost',
    '',
  ])('never lets through: %s', address => {
    expect(addressAllowed(address, true)).toBe(false)
  })

  it.each([
    ['http://api.vendor.example', 'not encrypted'],
    ['ftp://api.vendor.example', 'not encrypted'],
    ['https://user:pass@api.vendor.example', 'password'],
    ['https://10.0.0.1', 'private network'],
    ['https://[::ffff:10.0.0.1]/', 'private network'],
    // The URL parser turns these spellings into 127.0.0.1.
    ['https://2130706433', 'private network'],
    ['https://0x7f.1', 'private network'],
  ])('refuses a URL before anything is sent: %s', (url, why) => {
    expect(() => assertUrlAllowed(new URL(url), false)).toThrow(why)
  })

  it('judges a name by what it resolves to, and hands on exactly that', async () => {
    expect(await looked('localhost', false)).toMatchObject({ kind: 'address', code: 'address_refused' })
    expect(await looked('localhost', true)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) })]),
    )
  })
})
