import { readFileSync } from 'node:fs'
import { ErasureCertificate, verifyErasure } from '@rollcall/contract'
import type { Client } from '../client.ts'
import { say } from '../print.ts'

function readCertificate(file: string): ErasureCertificate {
  try {
    return ErasureCertificate.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Error(`${file} is not a certificate of an erasure.`)
  }
}

/** Says whether a certificate is whole, was issued by this workspace, and is about an address; answers whether all that was asked holds. */
export async function erasureVerify(client: Client, file: string, email: string | undefined): Promise<boolean> {
  const certificate = readCertificate(file)
  const { sha256, whole, auditEntry, about } = await client.call(verifyErasure, { body: { certificate, ...(email === undefined ? {} : { email }) } })
  say(whole ? `The certificate is whole: SHA-256 ${sha256}.` : `The certificate was changed: it says ${certificate.sha256}, and its hash is ${sha256}.`)
  say(
    auditEntry === null
      ? 'This workspace issued no certificate of this hash.'
      : `This workspace issued it: entry ${auditEntry} of the audit log holds the hash.`,
  )
  if (email !== undefined) say(about === true ? `It is about ${email}.` : `It is not about ${email}, or not of this workspace.`)
  return whole && auditEntry !== null && (email === undefined || about === true)
}
