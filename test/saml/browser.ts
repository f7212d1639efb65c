export interface Visit {
  readonly status: number
  readonly location: string | null
  readonly text: string
}

/** A browser without a screen: keeps cookies by their path and follows nothing by itself. */
export function openCookieBrowser(origin: string) {
  const cookies = new Map<string, { value: string; path: string }>()
  const visit = async (path: string, init: RequestInit = {}): Promise<Visit> => {
    const url = new URL(path, origin)
    const cookie = [...cookies].filter(([, each]) => url.pathname.startsWith(each.path)).map(([name, each]) => `${name}=${each.value}`)
    const reply = await fetch(url, { ...init, redirect: 'manual', headers: { ...(init.headers as Record<string, string>), cookie: cookie.join('; ') } })
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, { value, path: /path=([^;]+)/i.exec(line)?.[1] ?? '/' })
    }
    return { status: reply.status, location: reply.headers.get('location'), text: await reply.text() }
  }
  const form = (path: string, fields: Record<string, string>) => visit(path, { method: 'POST', body: new URLSearchParams(fields) })
  return {
    visit,
    form,
    cookie: (name: string): string | null => cookies.get(name)?.value ?? null,
    /** A form that another site posts: cookies that are Lax stay at home. */
    crossSiteForm: async (path: string, fields: Record<string, string>): Promise<Visit> => {
      const own = new Map(cookies)
      cookies.clear()
      const reply = await form(path, fields)
      for (const [name, each] of own) if (!cookies.has(name)) cookies.set(name, each)
      return reply
    },
  }
}

export type CookieBrowser = ReturnType<typeof openCookieBrowser>
