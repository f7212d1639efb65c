import type { PlanCertificate } from '@rollcall/contract'

/** The certificate as a page of text: when each was closed, by which route, and how it is known. */
export function certificateInWords({ title, people, steps, approvals, notVerified, sha256, issuedAt }: PlanCertificate): string {
  const lines = steps.map(
    ({ connectionName, accountName, action, route, how }) =>
      `  ${`${action.replaceAll('_', ' ')} in ${connectionName}`.padEnd(34)} ${route.padEnd(8)} ${accountName}: ${how}`,
  )
  return [
    '',
    `Certificate: ${title}`,
    ...people.map(({ sentence }) => sentence),
    `Approved by ${approvals.map(({ by }) => by).join(', ')}.`,
    ...lines,
    ...notVerified,
    `Issued ${issuedAt}, SHA-256 ${sha256}`,
  ].join('\n')
}
