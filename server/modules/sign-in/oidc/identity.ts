import type { Assertion } from '../providers/arrive-from-provider.ts'

/** What a token or the userinfo endpoint says of a person. */
export type Claims = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)

// Some providers write booleans as text.
const isTrue = (value: unknown): boolean => value === true || value === 'true'

/**
 * The e-mail that a provider vouches for, or null. What it says to be unverified never counts, in whichever place it says so. Some say nothing
 * (Entra ID): that counts only where an admin has given the provider its domains, as it then speaks for its own people.
 */
export function vouchedEmail(token: Claims, userInfo: Claims, hasDomains: boolean): string | null {
  const email = textOf(token.email) ?? textOf(userInfo.email)
  if (email === null) return null
  const said = [token, userInfo]
    .filter(claims => textOf(claims.email) === null || textOf(claims.email)?.toLowerCase() === email.toLowerCase())
    .map(claims => claims.email_verified)
    .filter(value => value !== undefined)
  if (!isManaged(token, email)) return null
  if (said.length === 0) return hasDomains ? email : null
  return said.every(isTrue) ? email : null
}

/**
 * Anybody who once read the mail of a company may keep a Google account of that address. Google answers for the people of an organisation only
 * where it says which (`hd`; developers.google.com, "Verify the Google ID token on your server side").
 */
const isManaged = (token: Claims, email: string): boolean =>
  token.iss !== 'https://accounts.google.com' || textOf(token.hd)?.toLowerCase() === email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** Claims as lists of text, those of the signed token before those of the userinfo endpoint. Nested ones are nobody's role. */
export function attributesOf(token: Claims, userInfo: Claims): Assertion['attributes'] {
  const lists = Object.entries({ ...userInfo, ...token }).map(([name, value]): [string, string[]] => [
    name,
    [value]
      .flat()
      .filter(each => typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean')
      .map(String),
  ])
  return Object.fromEntries(lists.filter(([name, values]) => values.length > 0 && !ofProtocol.has(name)))
}

const ofProtocol = new Set([
  'iss',
  'aud',
  'exp',
  'iat',
  'nbf',
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'azp',
  'auth_time',
  'jti',
  'sid',
  'rat',
  'uti',
  'aio',
  'rh',
])

/**
 * The organisation in Salesforce that a person belongs to. `sub` is an address that ends in `/id/<organisation>/<user>` (Salesforce help,
 * "Identity URLs"); the userinfo endpoint says it again as `organization_id`.
 */
export function organisationOf(token: Claims, userInfo: Claims): string | null {
  const [, ofSubject = null] = /\/id\/(00D\w{12}(?:\w{3})?)\/005\w+$/.exec(String(token.sub)) ?? []
  const told = textOf(token.organization_id) ?? textOf(userInfo.organization_id)
  if (told !== null && ofSubject !== null && !isSameOrganisation(told, ofSubject)) return null
  return ofSubject ?? told
}

/** Ids of 15 characters tell upper from lower case; the 18 of the API add a checksum. */
export const isSameOrganisation = (one: string, other: string): boolean => one.length >= 15 && one.slice(0, 15) === other.slice(0, 15)
