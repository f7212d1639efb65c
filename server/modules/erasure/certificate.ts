import { createHash } from 'node:crypto'
import type { ErasureCertificate } from '@rollcall/contract'

/** JSON with its keys sorted and no white space, as `jq -cS` writes it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`).join(',')}}`
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The hash that a certificate should have: over everything else in it. */
export const hashOfCertificate = (certificate: ErasureCertificate): string => sha256(canonicalJson({ ...certificate, sha256: undefined }))

export const sealCertificate = (rest: Omit<ErasureCertificate, 'sha256'>): ErasureCertificate => ({ ...rest, sha256: sha256(canonicalJson(rest)) })

/** An address as a certificate names it. */
export const hashOfAddress = (salt: string, email: string): string => sha256(`${salt}:${email.trim().toLowerCase()}`)
