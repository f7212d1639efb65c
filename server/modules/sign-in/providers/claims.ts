import { type Arriving, readClaims } from '../../directory/index.ts'
import type { Assertion } from './arrive-from-provider.ts'

type Attributes = Assertion['attributes']

/**
 * What each of our claims is called, in lower case and without what comes before the last `/`: providers send bare names or the full ones of
 * their namespace (CG-318), directories send object ids (RFC 4519, RFC 2798).
 */
const names = {
  email: ['email', 'emailaddress', 'mail', 'urn:oid:0.9.2342.19200300.100.1.3', 'upn'],
  givenName: ['firstname', 'givenname', 'given_name', 'first_name', 'urn:oid:2.5.4.42'],
  familyName: ['lastname', 'surname', 'family_name', 'last_name', 'sn', 'urn:oid:2.5.4.4'],
  displayName: ['displayname', 'display_name', 'name', 'urn:oid:2.16.840.1.113730.3.1.241'],
  chorus_role: ['chorus_role', 'chorusrole'],
  chorus_license_type: ['chorus_license_type', 'choruslicensetype'],
  manager_email: ['manager_email', 'manageremail'],
} as const

const bare = (name: string): string => name.slice(name.lastIndexOf('/') + 1).toLowerCase()

/** The first value of a claim, under whichever of its names it came. */
export function claim(attributes: Attributes, wanted: keyof typeof names): string | undefined {
  const entries = Object.entries(attributes)
  for (const name of names[wanted]) {
    const value = entries.find(([given]) => bare(given) === name)?.[1][0]?.trim()
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

export const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value)

/** The e-mail among the claims. */
export function emailClaim(attributes: Attributes): string | null {
  const value = claim(attributes, 'email')
  return value !== undefined && isEmail(value) ? value : null
}

/** A person as the directory takes them; null without an e-mail. */
export function arrivingFrom({ email, attributes }: Pick<Assertion, 'email' | 'attributes'>): Arriving | null {
  if (email === null) return null
  const [givenName, familyName, shown] = [claim(attributes, 'givenName'), claim(attributes, 'familyName'), claim(attributes, 'displayName')]
  // Entra's `name` is the user principal name.
  const displayName = shown !== undefined && !isEmail(shown) ? shown : undefined
  const [chorus_role, chorus_license_type, manager_email] = [
    claim(attributes, 'chorus_role'),
    claim(attributes, 'chorus_license_type'),
    claim(attributes, 'manager_email'),
  ]
  return {
    email,
    name: {
      ...(givenName === undefined ? {} : { givenName }),
      ...(familyName === undefined ? {} : { familyName }),
      ...(displayName === undefined ? {} : { displayName }),
    },
    claims: readClaims(attributes),
    grants: {
      ...(chorus_role === undefined ? {} : { chorus_role }),
      ...(chorus_license_type === undefined ? {} : { chorus_license_type }),
      ...(manager_email === undefined ? {} : { manager_email }),
    },
  }
}
