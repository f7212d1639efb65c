import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)

// OWASP's password storage cheat sheet: N=2^16, r=8, p=2 is one of the equivalent settings of scrypt; 64 MiB for a moment.
const cost = { N: 65_536, r: 8, p: 2, maxmem: 96 * 1024 * 1024 }
const keyLength = 32

/** `scrypt$N$r$p$salt$hash`: the cost travels with the hash, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFKC'), salt, keyLength, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

// Checked when there is no such user, so that an unknown e-mail takes as long as a wrong password. A hash of nothing anybody knows.
const nobody = ['scrypt', cost.N, cost.r, cost.p, randomBytes(16).toString('base64url'), randomBytes(keyLength).toString('base64url')].join('$')

export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, hash] = (stored ?? nobody).split('$')
  const expected = Buffer.from(hash ?? '', 'base64url')
  const actual = await derive(password.normalize('NFKC'), Buffer.from(salt ?? '', 'base64url'), keyLength, {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    maxmem: cost.maxmem,
  })
  return stored !== null && timingSafeEqual(actual, expected)
}
