// Okta's Import Safeguard stops at the same share of an app's users (help.okta.com, Import safeguards).
const suspectShare = 0.2
const suspectRows = 10
// Of a small source a few may well go at once, but not half of them.
const smallSourceShare = 0.5

/**
 * Why a read that ended well is not believed, or null: sources that count nothing may lose half their list without an error, and
 * what they did not list would be taken for gone.
 */
export function doubtOf({ seen, vanished }: { seen: number; vanished: number }): string | null {
  const share = vanished / (seen + vanished)
  const suspect = (seen === 0 && vanished > 0) || (vanished > suspectRows && share > suspectShare) || (vanished > 1 && share >= smallSourceShare)
  if (!suspect) return null
  return `The source no longer lists ${vanished} of the ${seen + vanished} it had before, too many at once to believe. If that is right, disconnect it and connect it again.`
}
