import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { openKeyring } from './secrets.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'rollcall-secrets-'))
const keyring = (at: string, environment: Record<string, string> = {}) => openKeyring(readConfig({ ROLLCALL_DATA: join(at, 'data'), ...environment }, at))
const [old, present] = ['o'.repeat(40), 'p'.repeat(40)]

describe('sealing', () => {
  it('makes a key file beside the data folder that only its owner reads, and uses it again', () => {
    const at = folder()
    const sealed = keyring(at).seal('token', 'purpose')
    expect(statSync(join(at, 'data.key')).mode & 0o777).toBe(0o600)
    expect(keyring(at).open(sealed, 'purpose')).toBe('token')
    expect(sealed).not.toContain(Buffer.from('token').toString('base64url'))
  })

  it('refuses a key file that others can read, and one that is damaged', () => {
    const at = folder()
    keyring(at)
    chmodSync(join(at, 'data.key'), 0o644)
    expect(() => keyring(at)).toThrow(`chmod 600 ${join(at, 'data.key')}`)
    chmodSync(join(at, 'data.key'), 0o600)
    writeFileSync(join(at, 'data.key'), 'short')
    expect(() => keyring(at)).toThrow('is damaged')
    expect(readFileSync(join(at, 'data.key'), 'utf8')).toBe('short')
  })

  it('binds a value to its place, and notices a changed byte', () => {
    const keys = keyring(folder(), { ROLLCALL_SECRET_KEY: present })
    const sealed = keys.seal('token', 'connections.credentials')
    expect(() => keys.open(sealed, 'users.totp_secret')).toThrow(/unable to authenticate data/)
    const parts = sealed.split('.')
    parts[4] = Buffer.from('other').toString('base64url')
    expect(() => keys.open(parts.join('.'), 'connections.credentials')).toThrow(/unable to authenticate data/)
  })

  it('opens what the key before sealed, and says which key is missing otherwise', () => {
    const sealed = keyring(folder(), { ROLLCALL_SECRET_KEY: old }).seal('token', 'p')
    const rotated = keyring(folder(), { ROLLCALL_SECRET_KEY: present, ROLLCALL_SECRET_KEY_PREVIOUS: old })
    expect(rotated.open(sealed, 'p')).toBe('token')
    expect(rotated.isStale(sealed)).toBe(true)
    expect(rotated.isStale(rotated.seal('token', 'p'))).toBe(false)
    expect(() => keyring(folder(), { ROLLCALL_SECRET_KEY: present }).open(sealed, 'p')).toThrow('ROLLCALL_SECRET_KEY_PREVIOUS')
  })
})
