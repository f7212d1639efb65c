import { AccountStatus } from '@rollcall/contract'
import { z } from 'zod'

/*
 * How an admin console that has no API is worked, as data. Things are found as a person finds them, by their role and name or by their
 * label (Playwright's getByRole and getByLabel, whole words), never by where they stand in the page: a console that is restyled still works.
 */

/** Words in which `{userName}` stands for a value that the run is given. */
const Words = z.string().min(1)

/** What a person would call the page that a step leads to, for sentences: `the page of the user`. */
const leadsTo = Words.optional()
/** The step is left out when the run is not given this value. */
const when = Words.optional()

const Pressable = z.enum(['button', 'link', 'menuitem', 'tab'])
const Seen = z.enum(['heading', 'button', 'link', 'table', 'alert', 'status', 'textbox', 'combobox', 'dialog', 'navigation'])

/** What a cell or a field of the console says of an account. */
export const Told = z.enum(['id', 'displayName', 'email', 'status', 'role', 'licence', 'group', 'lastActive'])
export type Told = z.infer<typeof Told>

export const Step = z.discriminatedUnion('do', [
  /** Goes to a path of the console's own address. */
  z.strictObject({ do: z.literal('open'), path: Words, leadsTo }),
  /** `consequence`: pressing it changes something, so that a rehearsal only looks whether it is there. */
  z.strictObject({ do: z.literal('click'), role: Pressable, name: Words, leadsTo, when, consequence: z.literal(true).optional() }),
  z.strictObject({ do: z.literal('fill'), label: Words, value: Words, when }),
  /** Fills in what nobody may see: it is masked in every screenshot and stands in no log. `code` is the one-time code (RFC 6238). */
  z.strictObject({ do: z.literal('fillSecret'), label: Words, secret: z.enum(['password', 'code']), when }),
  /** Chooses in a select, by the words of the option. */
  z.strictObject({ do: z.literal('choose'), label: Words, option: Words, when }),
  z.strictObject({ do: z.literal('expect'), role: Seen, name: Words, when }),
  /** Where the console says that there is no such account, the run ends with nothing found. */
  z.strictObject({ do: z.literal('endIf'), role: Seen, name: Words }),
  /**
   * Reads every page of a table. `columns` tells by heading what a cell says; `id` finds the account's id, as its one group, in the address of the row's
   * first link; `total` finds how many rows there are, as its last group, in the table's status line; `next` is the link to the next page.
   */
  z.strictObject({
    do: z.literal('readTable'),
    name: Words,
    columns: z.record(z.string(), Told),
    id: z.string(),
    next: Words,
    total: z.string(),
  }),
  /** Reads labelled fields of a page; `id` finds the account's id in the page's address. */
  z.strictObject({ do: z.literal('readFields'), fields: z.record(z.string(), Told), id: z.string() }),
  z.strictObject({ do: z.literal('screenshot'), of: Words }),
])
export type Step = z.infer<typeof Step>

export const Recipe = z.array(Step).min(1).readonly()
export type Recipe = z.infer<typeof Recipe>

/** All that is known of one console. A recipe that the console has no page for is left out. */
export const ConsoleRecipes = z.strictObject({
  /** The app's name, for sentences. */
  app: Words,
  /** The month the recipes were last looked at, `2026-11`. */
  written: z.string().regex(/^\d{4}-\d{2}$/),
  /** Hosts that the pages need besides the console's own; every request to another is blocked. */
  hosts: z.array(z.string()),
  /** Given `user`, and `code` when the connection has an authenticator secret. Ends on the first page that only somebody who is signed in sees. */
  signIn: Recipe,
  /** Begins on any page of somebody who is signed in; reads the list of users. */
  listAccounts: Recipe,
  /** Given `userName`, reads a table of those that match it. */
  findAccount: Recipe,
  /** Given `id`, reads the account's fields. */
  readAccount: Recipe,
  /** These begin on the page that `readAccount` leads to. */
  deactivateAccount: Recipe,
  reactivateAccount: Recipe,
  /** Given `role`, `licence` and `group`, or some of them. */
  changeAccount: Recipe.optional(),
  /** Given `email`, `displayName`, `givenName`, `familyName`, and `role`, `licence` and `group` where they are wanted. */
  createAccount: Recipe.optional(),
  /** What the console's words for a status mean. */
  statuses: z.record(z.string(), AccountStatus),
  /** What the console says where a role, a licence or a group was never given. */
  none: z.array(z.string()),
})
export type ConsoleRecipes = z.infer<typeof ConsoleRecipes>

const placeholder = /\{(\w+)\}/g

/** The values that a recipe makes use of. */
export const valuesOf = (recipe: Recipe): Set<string> =>
  new Set(
    recipe.flatMap(step =>
      Object.values(step).flatMap(word => (typeof word === 'string' ? [...word.matchAll(placeholder)].map(([, name]) => name ?? '') : [])),
    ),
  )

/** Words with the values in their places; a value that was not given is a mistake in the recipe. */
export const filledIn = (words: string, values: Record<string, string>): string =>
  words.replaceAll(placeholder, (_whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`The recipe asks for ${name}, which the run was not given.`)
    return value
  })
