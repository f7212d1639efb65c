import type { ConnectorCard, CredentialField } from '@rollcall/contract'

/** What a form says about its fields, by name; `baseUrl` and `name` are fields too. */
export type FieldProblems = Readonly<Record<string, string>>

interface Written {
  name: string
  baseUrl: string
  credentials: Readonly<Record<string, string>>
}

const fits = (regex: string, value: string) => new RegExp(regex).test(value)

/**
 * What is wrong with a form before it is sent, a sentence per field.
 * @param kept whether credentials left empty stay as they are.
 */
export const problemsOf = (
  card: Pick<ConnectorCard, 'baseUrl'>,
  fields: readonly CredentialField[],
  { name, baseUrl, credentials }: Written,
  kept: boolean,
): FieldProblems => {
  const problems: Record<string, string> = {}
  if (!name.trim()) problems.name = 'Give the connection a name.'
  // Whether an address may be used is for the server to say: an operator may allow one of its own network.
  if (card.baseUrl && !URL.canParse(baseUrl)) problems.baseUrl = card.baseUrl.pattern.message
  for (const { name: field, label, required, pattern } of fields) {
    const value = credentials[field] ?? ''
    if (!value) {
      if (required && !kept) problems[field] = `${label} is needed.`
    } else if (pattern && !fits(pattern.regex, value)) problems[field] = pattern.message
  }
  return problems
}

/** The credentials that were filled in. */
export const filledIn = (fields: readonly CredentialField[], credentials: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(fields.flatMap(({ name }) => (credentials[name] ? [[name, credentials[name]]] : [])))
