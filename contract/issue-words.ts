import type { z } from 'zod'

/** How somebody writes what a format asks for. */
const formats: Readonly<Record<string, string>> = {
  datetime: 'It is not a date and time. Write it like 2026-11-22T15:00:00Z.',
  date: 'It is not a day. Write it like 2026-11-22.',
  time: 'It is not a time of day. Write it like 15:00:00.',
  uuid: 'It is not an id. Ids look like 0b9f2c4e-7a51-4c3d-9e8f-1d2c3b4a5f60.',
  email: 'It is not an e-mail address. Write it like ana@example.com.',
  url: 'It is not a web address. Write it like https://example.com.',
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
}

const choiceOf = (values: readonly unknown[]): string => {
  const words = values.map(String)
  return words.length < 2 ? words.join('') : `one of ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

const isMissing = (input: unknown): boolean => input === undefined

/** A limit of a length is counted in characters or entries, and any other is one of the value itself. */
function limitOf(origin: string, limit: number | bigint): string {
  const one = Number(limit) === 1
  if (origin === 'string') return `be ${limit} ${one ? 'character' : 'characters'} long`
  if (origin === 'array' || origin === 'set') return `have ${limit} ${one ? 'entry' : 'entries'}`
  return `be ${limit}`
}

/**
 * The sentence for input of the wrong shape: what is wrong, and what would be right. For `safeParse(given, { error: issueInWords })`; a
 * sentence that a shape gives itself goes before it, and whoever tells it says where.
 */
export const issueInWords: z.core.$ZodErrorMap = issue => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = types[issue.expected] ?? issue.expected
      return isMissing(issue.input) ? `It is missing. Give ${wanted}.` : `It has to be ${wanted}.`
    }
    case 'invalid_value':
      return isMissing(issue.input) ? `It is missing. Give ${choiceOf(issue.values)}.` : `It has to be ${choiceOf(issue.values)}.`
    case 'invalid_format':
      return formats[issue.format] ?? (issue.pattern === undefined ? `It is not valid as ${issue.format}.` : `It has to match ${issue.pattern}.`)
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'It is empty. Write something.'
      if (issue.origin === 'array' && issue.minimum === 1) return 'It is empty. Give at least one.'
      return issue.inclusive === false ? `It has to be more than ${issue.minimum}.` : `It has to ${limitOf(issue.origin, issue.minimum)} at least.`
    case 'too_big':
      return issue.inclusive === false ? `It has to be less than ${issue.maximum}.` : `It may ${limitOf(issue.origin, issue.maximum)} at most.`
    case 'unrecognized_keys':
      return `There is no field ${issue.keys.map(key => `"${key}"`).join(' and no field ')} here. Leave it out.`
    case 'not_multiple_of':
      return `It has to be a multiple of ${issue.divisor}.`
    case 'invalid_union':
      if (Array.isArray(issue.options)) return `It has to be ${choiceOf(issue.options)}.`
      return isMissing(issue.input) ? 'It is missing.' : 'It is none of what it may be.'
    default:
      return 'It is not valid.'
  }
}
