const known = new Set<string>()

/** The zone that a vendor names, where the IANA database has it: `America/New_York`. Free text and plain offsets tell no zone; null. */
export function timeZoneOf(told: string | null | undefined): string | null {
  const name = told?.trim() ?? ''
  if (known.has(name)) return name
  if (!/^[A-Za-z]/.test(name)) return null
  try {
    void new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return null
  }
  known.add(name)
  return name
}
