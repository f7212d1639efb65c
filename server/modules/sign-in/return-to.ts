const nowhere = '/'

// Resolved against an origin that no address of ours has: what leaves it leaves us. A backslash or a control character is read
// differently by browsers (WHATWG URL) than by people.
const base = 'https://rollcall.invalid'

/** A path of our own, or the first page: whoever signs in is never sent elsewhere. */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted) || /[\\\p{Cc}]/u.test(wanted) || !URL.canParse(wanted, base)) return nowhere
  const url = new URL(wanted, base)
  const path = `${url.pathname}${url.search}${url.hash}`
  return url.origin === base && !path.startsWith('//') && !/^\/(login|api)(\/|$)/.test(url.pathname) ? path : nowhere
}

// Where the apps of the identity providers point to (CG-315); one's own settings are here.
const profileOfGuide = '/my-profile'

/** RelayState as providers are told to send it: base64 of `redirect=<path>` (CG-315, CG-345), or a path as it is. */
export function pathOfRelayState(relayState: string | undefined): string {
  if (relayState === undefined || relayState === '') return nowhere
  if (relayState.startsWith('/')) return localPath(relayState)
  const decoded = Buffer.from(relayState, 'base64').toString('utf8')
  const path = localPath(new URLSearchParams(decoded).get('redirect') ?? undefined)
  return path === profileOfGuide ? '/settings' : path
}
