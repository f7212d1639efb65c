import { describe, expect, it } from 'vitest'
import { plainWords } from './plain-words.ts'
import { signalOf } from './sentence-signals.ts'

const signal = (text: string) => signalOf(text, plainWords(text))

describe('what a sentence is worth', () => {
  it.each([
    ['A call, to our office, and then a person who can restart the pilot.', 'A call goes to our office, and then a person restarts the pilot.'],
    ['Logins, exports, users and who approved the pilot.', 'The log has logins, exports, users and who approved the pilot.'],
    ['Ninety percent of the users, in the hours that you run.', 'We promise ninety percent of the users, in the hours that you run.'],
    ['Nobody, unless your security opens it for us.', 'Nobody can open it, unless your security does it for us.'],
  ])('is less without a verb of its own: %s', (fragment, whole) => expect(signal(fragment)).toBeLessThan(0.5 * signal(whole)))

  it.each([
    ['It needs a pilot with your security team.', 'Kestrel needs a pilot with your security team.'],
    ['They want the pilot before the renewal.', 'Buyers want the pilot before the renewal.'],
  ])('is less where it points back: %s', (leaning, standing) => expect(signal(leaning)).toBeLessThan(signal(standing)))

  it.each([
    'Bob sends the requirements for the pilot by Thursday.',
    'We expect that security will approve the pilot.',
    'The reason nobody reviews them is that the pilot was manual.',
  ])('does not suffer from a clause that hangs on it: %s', sentence => expect(signal(sentence)).toBeGreaterThan(1))
})
