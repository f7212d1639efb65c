/**
 * What an address may hold is whatever somebody typed: these keep what is meant and make the rest undefined. Undefined has to be said,
 * because the router lays what a page makes of its address over what was typed.
 */
export type RawSearch = Record<string, unknown>

/** A non-empty text. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** One of the given words. */
export const oneOf = <const Word extends string>(value: unknown, words: readonly Word[]): Word | undefined => words.find(word => word === value)

/** `?q=price&sort=oldest`, readable and typable, where the router's own way would quote and encode JSON. */
export const parseSearch = (search: string): RawSearch => Object.fromEntries(new URLSearchParams(search))

export const stringifySearch = (search: RawSearch): string => {
  const params = new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  return params.size ? `?${params}` : ''
}
