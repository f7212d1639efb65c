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

/**
 * The same for a file that somebody exported and uploaded. A doubt costs one look there and one click, so that it comes sooner: a filter that
 * was left on in the export hides a few as easily as many.
 */
export function doubtOfFile({ seen, vanished }: { seen: number; vanished: number }): string | null {
  if (vanished < 2 || vanished / (seen + vanished) <= suspectShare) return null
  return `The file no longer lists ${vanished} of the ${seen + vanished} that were listed before. Export all of them and upload that; if so many are really gone, confirm that the file is whole.`
}
