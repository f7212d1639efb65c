/** A domain and those above it that could be a company's: `eu.acme.com` is also `acme.com`. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}

/** The host of a website as people type it, without `www.`; null when there is none. */
export function hostOf(website: string | null): string | null {
  const typed = website?.trim() ?? ''
  const address = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`
  if (typed === '' || !URL.canParse(address)) return null
  const host = new URL(address).hostname.replace(/^www\./, '')
  return host.includes('.') ? host : null
}
