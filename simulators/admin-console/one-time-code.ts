import { createHmac } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 section 6. */
const bytesOf = (base32: string): Buffer => {
  const bits = base32
    .toUpperCase()
    .replaceAll(/[A-Z2-7]/g, letter => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .replaceAll(/[^01]/g, '')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}

/** Six digits, as RFC 6238 and RFC 4226 section 5.3 make them. */
export const oneTimeCode = (secret: string, at: Date, periodSeconds: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1000 / periodSeconds)))
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
