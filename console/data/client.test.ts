import { describe, expect, it } from 'vitest'
import { problemFrom } from './client.ts'

const refused = (message: string, at?: string) => problemFrom(JSON.stringify({ error: { code: 'bad_request', message, at } }))

describe('a refusal of the server', () => {
  it('names the part of a request in words, and knows its place', () => {
    expect(refused('saml.metadataUrl: It is not a web address.', 'saml.metadataUrl')).toMatchObject({
      message: 'Metadata url: It is not a web address.',
      at: 'saml.metadataUrl',
    })
    expect(refused('domains.3: It is not a domain.', 'domains.3').message).toBe('Domains: It is not a domain.')
    expect(refused('name: It is missing.', 'name').message).toBe('Name: It is missing.')
  })

  it('is left as it is where it says nothing of a part', () => {
    expect(refused('Sign in first.').message).toBe('Sign in first.')
    expect(refused('The role is in use.', 'role').message).toBe('The role is in use.')
  })

  it('is no answer when it is not in the server’s words', () => {
    for (const text of ['', '<html>502</html>', '{}', 'null']) expect(problemFrom(text)).toMatchObject({ code: 'unreachable' })
  })
})
