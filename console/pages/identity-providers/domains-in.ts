/** `acme.com, @acme.de` as a list. */
export const domainsIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map(each => each.replace(/^.*@/, '').toLowerCase())
    .filter(each => each !== '')
