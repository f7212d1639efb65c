import { describe, expect, it } from 'vitest'
import { tidySentence } from './tidy-sentence.ts'

describe('a tidy sentence', () => {
  it.each([
    ["I'll let you know by tomorrow.", "I'll let you know by tomorrow."],
    ['It was, you know, three weeks.', 'It was three weeks.'],
  ])('reads %s as %s', (said, tidy) => expect(tidySentence(said)).toBe(tidy))
})
