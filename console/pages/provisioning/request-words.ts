import type { ProvisioningClient, ProvisioningEntry } from '@rollcall/contract'

export const clientWords: Record<ProvisioningClient, string> = {
  okta: 'Okta',
  entra: 'Entra ID',
  jumpcloud: 'JumpCloud',
  onelogin: 'OneLogin',
  google: 'Google Workspace',
  other: 'Another client',
}

const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = { Users: ['a user', 'users'], Groups: ['a group', 'groups'] }
const verbs: Readonly<Record<string, string>> = { POST: 'Create', PUT: 'Replace', PATCH: 'Change', DELETE: 'Delete', GET: 'Read' }

/** What a request asks for: "Change a user", "Look for users". */
export function askedWords({ method, path, query }: Pick<ProvisioningEntry, 'method' | 'path' | 'query'>): string {
  const [, kind = '', id = ''] = path.split('/')
  const [one, many] = kinds[kind] ?? []
  if (one === undefined || many === undefined)
    return kind === 'Bulk' ? 'Do many things at once' : kind === 'Me' ? 'Read whose token it is' : 'Read what this server can do'
  if (id === '.search' || (id === '' && method === 'GET' && query.includes('filter='))) return `Look for ${many}`
  if (id === '' && method === 'GET') return `List ${many}`
  return `${verbs[method] ?? method} ${one}`
}

/** Whom or what a request was about: what is there under its id, or else what it wanted to make. */
export const aboutWords = ({ subject, body }: Pick<ProvisioningEntry, 'subject' | 'body'>): string | null => subject?.name ?? nameIn(body)

function nameIn(body: string | null): string | null {
  try {
    const { userName, displayName } = Object(JSON.parse(body ?? '{}')) as Record<string, unknown>
    return [userName, displayName].find(name => typeof name === 'string') ?? null
  } catch {
    return null
  }
}

const byCode: Readonly<Record<string, string>> = {
  uniqueness:
    'Somebody else has this name here already. If it is the same person, let the identity provider match on the user name and take over the account; if not, give one of them another user name.',
  invalidFilter:
    'The identity provider looks for an attribute that Rollcall does not have, or writes the filter in a way that cannot be read. Correct the matching attribute in its mappings.',
  invalidPath: 'The target attribute of a mapping is not written as SCIM writes it. Correct it in the mappings of the identity provider.',
  invalidValue: 'Correct the value in the profile of the person or in the mapping, then let the identity provider send it again.',
  invalidSyntax:
    'The body is not what SCIM asks for. If it comes from a template, compare it with the one in the documentation; otherwise send the copy below to support.',
  mutability: 'Take this attribute out of the mappings: Rollcall sets it itself.',
  noTarget: 'The identity provider changes an entry that is not there. Assign the person or the group again, so that all of it is sent.',
  invalidCursor: 'The client has to begin again with the first page.',
  expiredCursor: 'The client has to begin again with the first page.',
  invalidCount: 'The client has to ask for fewer entries at a time.',
}

const byStatus: Readonly<Record<number, string>> = {
  401: 'Make a token with the scope to provision users and groups, and put it into the identity provider. The old one may have expired or been revoked.',
  403: 'Rollcall protects this on purpose. Change it here, or use a token that may provision.',
  404: 'The identity provider holds an id that is gone here. Unassign and assign the person or the group again, and it is made anew.',
  405: 'Check the base URL: it ends with /api/scim/v2.',
  412: 'Somebody else changed it in between. The identity provider will read it and try again.',
  413: 'The request is too large. Let the identity provider send less at once.',
  429: 'The identity provider will slow down and try again; nothing is lost.',
  503: 'The identity provider will try again; nothing is lost.',
  507: 'Make room on the disk of the server. The identity provider will then send it again.',
}

/** What an admin can do about a refusal, in a sentence or two. */
export const adviceFor = ({ status, scimType }: Pick<ProvisioningEntry, 'status' | 'scimType'>): string =>
  byCode[scimType ?? ''] ?? byStatus[status] ?? 'The cause is in the log of the server. Send the copy below to support.'
