import { randomInt } from 'node:crypto'
import { claimWorkspace, signIn } from '@rollcall/contract'
import { emailOf } from '@rollcall/simulators'
import { type Client, openClient } from '../client.ts'

/** Who looks after the demo company's workspace: its director of revenue operations. */
const theo = { name: 'Theo Lambert', email: emailOf('Theo', 'Lambert') }

export interface Admin {
  readonly email: string
  readonly password: string
  readonly session: string
  readonly client: Client
}

/** Redeems the one-time link of a new workspace with a password of its own, and signs in. */
export async function becomeAdmin(url: string, claimUrl: string): Promise<Admin> {
  const password = newPassword()
  const guest = openClient(url, null)
  await guest.call(claimWorkspace, { body: { ...theo, token: new URL(claimUrl).searchParams.get('token') ?? '', password } })
  const { session } = await guest.call(signIn, { body: { email: theo.email, password } })
  return { email: theo.email, password, session, client: openClient(url, session) }
}

// Without letters and digits that look alike.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** 80 random bits, in groups that can be typed. */
const newPassword = (): string => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-')
