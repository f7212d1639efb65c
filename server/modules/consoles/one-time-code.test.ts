import { oneTimeCode } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { nextCode } from './one-time-code.ts'

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => ({ now: () => new Date(seconds * 1000) })
const free = { takeUntil: async () => true, stopping: new AbortController().signal }

describe('A one-time code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [20_000_000_000, '353130'],
  ])('is the one of RFC 6238, appendix B, at second %i', async (seconds, code) => {
    expect(await nextCode('Clari', secret, { ...free, clock: at(seconds) })).toBe(code)
    expect(oneTimeCode(secret, new Date(seconds * 1000), 30)).toBe(code)
  })

  it('is read from Base32 with spaces and from the address behind a QR code', async () => {
    const spaced = `${secret.slice(0, 4).toLowerCase()} ${secret.slice(4)}`
    expect(await nextCode('Clari', spaced, { ...free, clock: at(59) })).toBe('287082')
    expect(await nextCode('Clari', `otpauth://totp/Clari:ops?secret=${secret}`, { ...free, clock: at(59) })).toBe('287082')
  })

  it('of a period that somebody has is not given out again: the next is', async () => {
    let second = 59
    const ends: number[] = []
    const takeUntil = async (end: Date) => {
      ends.push(end.getTime() / 1000)
      second = 60
      return ends.length > 1
    }
    const code = await nextCode('Clari', `otpauth://totp/c?secret=${secret}&period=30`, {
      ...free,
      takeUntil,
      clock: { now: () => new Date(second * 1000 - 1) },
    })
    expect(ends.length).toBeGreaterThan(1)
    expect(code).toHaveLength(6)
  })

  it.each(['not base32 !!!', 'otpauth://hotp/c?secret=GEZDGNBV&counter=1', 'otpauth://totp/nothing'])(
    'is refused of what is no such secret: %s',
    async wrong => {
      await expect(nextCode('Clari', wrong, { ...free, clock: at(59) })).rejects.toMatchObject({ kind: 'credentials' })
    },
  )
})
