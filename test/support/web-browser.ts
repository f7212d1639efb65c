/** A browser as far as sign-in needs one: it keeps cookies by name and follows no link unless told. */
export function newWebBrowser(origin: string) {
  const cookies = new Map<string, string>()
  const keep = (reply: Response) => {
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return reply
  }
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookies,
    /** Where a page of ours leads on to. */
    async open(path: string): Promise<URL> {
      const reply = keep(await fetch(new URL(path, origin), { redirect: 'manual', headers: { cookie: cookie(), 'user-agent': 'a test' } }))
      return new URL(reply.headers.get('location') ?? `${origin}/?answered=${reply.status}`, origin)
    },
    headers: () => ({ cookie: cookie(), 'x-rollcall-csrf': '1' }),
  }
}

export type WebBrowser = ReturnType<typeof newWebBrowser>
