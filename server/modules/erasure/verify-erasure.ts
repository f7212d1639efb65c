import type { ErasureCertificate, Reply, verifyErasure as endpoint } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findEntryWith } from '../audit/index.ts'
import { hashOfAddress, hashOfCertificate } from './certificate.ts'
import { findErasure } from './erasure.queries.ts'

/** Whether a certificate is whole, was issued by this workspace, and is about an address. */
export async function verifyErasure(ctx: Context, certificate: ErasureCertificate, email: string | undefined): Promise<Reply<typeof endpoint>> {
  const sha256 = hashOfCertificate(certificate)
  const row = await findErasure(ctx.db, certificate.id)
  return {
    sha256,
    whole: sha256 === certificate.sha256,
    auditEntry: await findEntryWith(ctx.db, 'erasure.completed', 'sha256', sha256),
    about: email === undefined || row === undefined ? null : certificate.subject.includes(hashOfAddress(row.salt, email)),
  }
}
