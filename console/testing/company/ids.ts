const now = Date.now()

/** A UUID that is the same in every run: `id('person', 3)`. */
export const id = (noun: string, index: number): string => {
  const group = Array.from(noun).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffff, 7)
  return `${group.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`
}

/** An instant some minutes ago. */
export const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString()

export const hour = 60
export const day = 24 * hour

/** A SHA-256 in form only. */
export const sha = (seed: number): string =>
  Array.from({ length: 64 }, (_, place) => ((seed * 7 + place * 13 + ((seed * place) % 11)) % 16).toString(16)).join('')
