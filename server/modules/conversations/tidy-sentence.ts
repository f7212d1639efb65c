const fillers = /(?:^|[\s,])(?:um+|uh+|uhm|erm?|hmm|mhm)\b[,.]?(?=\s|$)/giu
const asides = /,? (?:(?<!let )you know|i mean|sort of|kind of),?(?= )/giu
const opening =
  /^(?:(?:and|but|so|now|well|okay|ok|yes|yeah|look|also|then|plus|right|again|no|anyway|obviously|clearly|finally|basically|actually|frankly|you know|i think|i mean|of course|sure|hey|as well|great|sir|likewise|additionally|in addition|however|in fact|on top of that|importantly|in other words|therefore|moreover|furthermore|similarly|meanwhile|interestingly|by the way|as a result|today|going forward|in that sense)(?:[,.]\s+|(?<=and|but|so|now|well|okay|ok|yes|yeah|also|then|plus|no|sure|sir|i think|i mean|you know|right)\s+))+(?=\S)/iu
const stutter = /\b(\p{L}+(?:['’]\p{L}+)?)(?:,? \1\b)+/giu

/** A sentence of the summary as a person would quote it: without fillers, stutters and a connecting first word. The words that carry it stay untouched. */
export const tidySentence = (text: string): string => {
  const tidied = text
    .replace(fillers, ' ')
    .replace(asides, '')
    .replace(stutter, '$1')
    .replace(/\s+([,.;:?!])/g, '$1')
    .replace(/([,;]),+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[,.;:\s]+/, '')
    .replace(opening, '')
  const capitalised = tidied.charAt(0).toUpperCase() + tidied.slice(1)
  return /[.?!…]["'”’)]*$/u.test(capitalised) ? capitalised : `${capitalised.replace(/[,;:\s]+$/, '')}.`
}
