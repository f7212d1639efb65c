import { describe, expect, it } from 'vitest'
import { aboutWords } from './request-words.ts'

describe('whom a request was about', () => {
  it('is who is there under its id, or else whom it wanted to make', () => {
    const body = '{"userName":"eve@acme.test","displayName":"Eve"}'
    expect(aboutWords({ subject: { id: '1', name: 'ann@acme.test' }, body })).toBe('ann@acme.test')
    expect(aboutWords({ subject: null, body })).toBe('eve@acme.test')
    expect(aboutWords({ subject: null, body: '{"displayName":"Sales"}' })).toBe('Sales')
  })

  it('is nobody when the body names nobody or cannot be read', () => {
    for (const body of [null, '', '{"userName": "cut', '[]', 'null', '"x"', '{"userName":{"a":1}}']) expect(aboutWords({ subject: null, body })).toBeNull()
  })
})
