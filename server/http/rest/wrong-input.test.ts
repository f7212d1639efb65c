import { Id, Instant } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Refused } from '../../errors.ts'
import { everyEndpoint } from './openapi.ts'
import { parse } from './route.ts'

const Ask = z.object({
  from: Instant,
  id: Id,
  email: z.email(),
  mode: z.enum(['observe', 'simulate', 'automatic']),
  name: z.string().min(1).max(5),
  rows: z.array(z.string()).min(1).max(2),
  limit: z.coerce.number().int().min(1).max(200),
})
const right = {
  from: '2026-11-22T15:00:00.000Z',
  id: '0b9f2c4e-7a51-4c3d-9e8f-1d2c3b4a5f60',
  email: 'ana@acme.test',
  mode: 'observe',
  name: 'Ana',
  rows: ['a'],
  limit: '20',
}
const sentenceFor = (shape: z.ZodType, given: unknown): string => {
  try {
    parse(shape, given, 'body')
    return 'It was taken.'
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.message
    throw thrown
  }
}

describe('input of the wrong shape', () => {
  it.each([
    [{ from: 'yesterday' }, 'from: It is not a date and time. Write it like 2026-11-22T15:00:00Z.'],
    [{ id: '7' }, 'id: It is not an id. Ids look like 0b9f2c4e-7a51-4c3d-9e8f-1d2c3b4a5f60.'],
    [{ email: 'ana' }, 'email: It is not an e-mail address. Write it like ana@example.com.'],
    [{ mode: 'auto' }, 'mode: It has to be one of observe, simulate or automatic.'],
    [{ mode: undefined }, 'mode: It is missing. Give one of observe, simulate or automatic.'],
    [{ name: 7 }, 'name: It has to be a text.'],
    [{ name: '' }, 'name: It is empty. Write something.'],
    [{ name: 'Ana Ruiz' }, 'name: It may be 5 characters long at most.'],
    [{ name: undefined }, 'name: It is missing. Give a text.'],
    [{ rows: [] }, 'rows: It is empty. Give at least one.'],
    [{ rows: ['a', 'b', 'c'] }, 'rows: It may have 2 entries at most.'],
    [{ rows: [null] }, 'rows.0: It has to be a text.'],
    [{ limit: 'many' }, 'limit: It has to be a number.'],
    [{ limit: '0' }, 'limit: It has to be 1 at least.'],
    [{ limit: '1.5' }, 'limit: It has to be a whole number.'],
    [{}, 'It was taken.'],
  ])('%j: %s', (wrong, sentence) => {
    expect(sentenceFor(Ask, { ...right, ...wrong })).toBe(sentence)
  })

  it('is told in our own words by every endpoint', () => {
    const parts = everyEndpoint.flatMap(({ id, params, query, body }) => [params, query, body].map(shape => ({ name: id, shape })))
    let told = 0
    for (const { name, shape } of parts) {
      if (shape === undefined) continue
      const keys = shape instanceof z.ZodObject ? Object.keys(shape.shape) : []
      const wrong = [7, [], {}, ...[undefined, null, 7, '', 'x'.repeat(30_000), [7], { a: 1 }].map(value => Object.fromEntries(keys.map(key => [key, value])))]
      for (const given of wrong) {
        const sentence = sentenceFor(shape, given)
        if (sentence === 'It was taken.') continue
        told += 1
        expect(`${name} ${sentence}`).not.toMatch(/: (Invalid|Too (big|small)|Unrecognized|Expected|undefined)/)
        expect(`${name} ${sentence}`).toMatch(/: [A-Z"].*\.$/s)
      }
    }
    expect(told).toBeGreaterThan(500)
  })
})
