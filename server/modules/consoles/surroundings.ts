import type { Redactor } from '@rollcall/connectors/kit'
import type { Page, Request, Response } from 'playwright-core'

/** What a page does beside what it is asked: the requests that are under way, the address it wanted and may not have, how it was answered. */
export interface Surroundings {
  /** How the page itself was last answered. */
  readonly status: () => number | null
  readonly blocked: () => readonly string[]
  /** Waits until nothing is under way for a moment. */
  settle(milliseconds: number): Promise<void>
}

const calmMs = 150

/** The page did not come to rest in time. */
export class Slow extends Error {
  override readonly name = 'Slow'
}

/** Lets the page's requests go to the hosts of the list; every other is ended, whatever asks for it. */
export async function surround(page: Page, origin: string, hosts: readonly string[], redact: Redactor): Promise<Surroundings> {
  const underWay = new Set<Request>()
  const blocked: string[] = []
  let status: number | null = null
  let lastEvent = Date.now()
  const moved = (change: () => unknown) => {
    change()
    lastEvent = Date.now()
  }
  page.on('request', request => moved(() => underWay.add(request)))
  page.on('requestfinished', request => moved(() => underWay.delete(request)))
  page.on('requestfailed', request => moved(() => underWay.delete(request)))
  page.on('response', (response: Response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) status = response.status()
  })
  await page.context().route('**/*', async route => {
    const url = new URL(route.request().url())
    // The console's own port and scheme; the hosts beside it over TLS alone.
    if (url.origin === origin || (url.protocol === 'https:' && hosts.includes(url.hostname)) || url.protocol === 'data:' || url.protocol === 'blob:')
      return route.continue()
    blocked.push(redact(url.origin))
    return route.abort('blockedbyclient')
  })
  await page.context().routeWebSocket('**/*', socket => {
    const host = new URL(socket.url()).hostname
    if (host === new URL(origin).hostname || hosts.includes(host)) socket.connectToServer()
    else void socket.close()
  })
  return {
    status: () => status,
    blocked: () => blocked,
    settle: async milliseconds => {
      // What was pressed may take a moment to ask for something.
      lastEvent = Date.now()
      const end = lastEvent + milliseconds
      while (underWay.size > 0 || Date.now() - lastEvent < calmMs) {
        if (Date.now() > end) throw new Slow()
        await page.waitForTimeout(20)
      }
    },
  }
}
