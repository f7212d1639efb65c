const here = 'http://rollcall.invalid'

/** Where a sign-in leads in the end: a path of ours, whatever was asked for. Anything that a browser would read as another address is `/`. */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || !asked.startsWith('/') || !URL.canParse(asked, here)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, here)
  return origin === here && !/^\/(login|api)(\/|$)/.test(pathname) && !pathname.startsWith('//') ? pathname + search + hash : '/'
}
