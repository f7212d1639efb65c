import type { SimulatorOptions } from '../core/index.ts'

export type ConsoleUser = {
  id: string
  name: string
  email: string
  active: boolean
  role: string | null
  licence: string | null
  team: string | null
  /** A day, `2026-11-01`. */
  lastActive: string | null
}

export type ConsoleSeed = { users: ConsoleUser[] }

/** What a test can have the console do that no recipe expects. */
export type Quirks = {
  /** A button is called otherwise than it was: its old words, and the new ones. */
  renamed: Record<string, string>
  /** After the password the console asks for something that no administrator has set up. */
  asksForMore: string | null
  /** The session ends at this many further pages. */
  endsAfterPages: number | null
  /** The page greets people with the password they typed. */
  repeatsPassword: boolean
  /** The page takes in a script from this address. */
  loadsFrom: string | null
  /** A one-time code counts once (RFC 6238 section 5.2). */
  codesCountOnce: boolean
}

export type State = ConsoleSeed & {
  quirks: Quirks
  /** By cookie; `proved` once the code was right. */
  sessions: Record<string, { user: string; proved: boolean }>
  usedCodes: string[]
  signIns: number
  /** Every change of a user that was made, in words. */
  changes: string[]
}

/** What makes a console its own. */
export type Dialect = {
  name: string
  /** What one presses, from the first page on, to come to the list of users. */
  way: readonly string[]
  usersPath: string
  signIn: { user: string; password: string; submit: string; code: string; verify: string; home: string }
  list: {
    heading: string
    search: string
    columns: { name: string; email: string; status: string; role: string; licence?: string; team?: string; lastActive?: string }
  }
  statuses: { active: string; inactive: string }
  deactivate: { button: string; dialog: string; confirm: string }
  reactivate: { button: string; confirm: string }
  roles: readonly string[]
  licences?: readonly string[]
  teams?: readonly string[]
  /** One button for the whole form, or one for each field. */
  save: { all: string } | { role: string; licence?: string; team?: string }
  /** The form for a new user, where the console has one. */
  invite?: { button: string; heading: string; send: string }
  /** What stands where nothing was given. */
  none: string
}

export type ConsoleOptions = SimulatorOptions & {
  seed: ConsoleSeed
  admins: Record<string, { password: string; /** Base32; null when no code is asked for. */ totpSecret: string | null; periodSeconds?: number }>
  pageSize?: number
}
