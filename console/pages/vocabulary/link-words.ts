import type { Account, LinkReason } from '@rollcall/contract'

/** Why a line was drawn, in the fewest words; its detail stands with it. */
export const linkWords: Record<LinkReason['rule'], string> = {
  stored_link: 'Linked before',
  external_id: 'Same external id',
  employee_number: 'Same employee number',
  email: 'Same verified e-mail',
  human: 'Linked by a person',
  first_seen: 'First seen here',
}

export const protectionWords: Record<Account['protection'], string> = {
  none: 'Not protected',
  service: 'Service account',
  break_glass: 'Break-glass account',
  connector: 'Rollcall’s own account',
}
