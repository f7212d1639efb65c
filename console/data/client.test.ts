import { listEngagements, retryStep } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { addressOf, problemFrom } from './client.ts'

describe('the address of an endpoint', () => {
  it('has its parameters filled in, safely', () => {
    expect(addressOf(retryStep, { params: { id: 'a/b', stepId: 'c?d' } })).toBe('/api/v1/plans/a%2Fb/steps/c%3Fd/retry')
  })

  it('leaves out what was not asked', () => {
    expect(addressOf(listEngagements, { query: { q: '', kind: undefined, sort: 'oldest', limit: 50 } })).toBe('/api/v1/engagements?sort=oldest&limit=50')
  })
})

describe('a refusal', () => {
  it('keeps the server’s sentence, code and place', () => {
    const text = JSON.stringify({ error: { code: 'file_empty', message: 'The file is empty.', at: 'file', requestId: 'r-1' } })
    expect(problemFrom(text)).toMatchObject({ code: 'file_empty', message: 'The file is empty.', at: 'file', requestId: 'r-1' })
  })

  it('in a proxy’s words counts as no answer', () => {
    expect(problemFrom('<html>502 Bad Gateway</html>').code).toBe('unreachable')
  })
})
