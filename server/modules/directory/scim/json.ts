export type Json = string | number | boolean | null | Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Equal whatever the order of names. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, index) => sameJson(each, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const [namesA, namesB] = [Object.keys(a), Object.keys(b)]
  return namesA.length === namesB.length && namesA.every(name => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
}

/** Whether two plain values are the same text, whatever its case. */
export const sameText = (a: Json | undefined, b: Json | undefined): boolean => plainText(a).toLowerCase() === plainText(b).toLowerCase()

/** A plain value as text; what is not plain has none. */
export const plainText = (value: Json | undefined): string => (value === null || value === undefined || typeof value === 'object' ? '' : String(value))
