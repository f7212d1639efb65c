import type { Participant } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findUserEmails } from '../directory/index.ts'
import { isFreeMail } from './free-mail.ts'
import { type Home, sideOf } from './speakers.ts'

/** The domain of an address, in lower case. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/**
 * Who is ours for a conversation: the configured domains, those of Rollcall's users and the owner's. A free-mail domain that one of
 * us uses does not make everyone there one of us.
 */
export async function homeOf(ctx: Context, ownerEmail: string | null): Promise<Home> {
  const users = await findUserEmails(ctx.db)
  const own = [...users.map(({ email }) => email), ...(ownerEmail === null ? [] : [ownerEmail])].map(domainOf).filter(domain => !isFreeMail(domain))
  return { ownerEmail, internalDomains: [...new Set([...ctx.config.internalDomains, ...own])] }
}

/** The participants with the side they sit on, where it follows from their address. */
export const withSides = (participants: readonly Participant[], home: Home): Participant[] =>
  participants.map(participant => ({ ...participant, side: sideOf(participant, home) }))
