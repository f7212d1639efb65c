import { assertUrlAllowed, type ConsoleDesk, type ConsoleRecipes, type ConsoleSession, redactor, VendorError } from '@rollcall/connectors/kit'
import type { Browser } from 'playwright-core'
import type { Context } from '../../context.ts'
import { launchChromium } from './launch.ts'
import { type ConsoleOptions, openSession } from './session.ts'
import { surround } from './surroundings.ts'

const mayPass: ReadonlySet<VendorError['kind']> = new Set(['unreachable', 'malformed', 'refused'])

/** Who works the console of one connection: each piece of work in a fresh browser, tried once more from a clean state where nothing was changed yet. */
export function openConsole(ctx: Context, options: ConsoleOptions): ConsoleDesk {
  return async (recipes, work) => {
    try {
      return await inFreshBrowser(ctx, options, recipes, work)
    } catch (thrown) {
      if (!(thrown instanceof VendorError) || thrown.uncertain || !mayPass.has(thrown.kind)) throw thrown
      ctx.log.info({ connectionId: options.connectionId, why: thrown.sentence }, 'console: once more from a clean state')
      return inFreshBrowser(ctx, options, recipes, work)
    }
  }
}

async function inFreshBrowser<T>(ctx: Context, options: ConsoleOptions, recipes: ConsoleRecipes, work: (session: ConsoleSession) => Promise<T>): Promise<T> {
  const { credentials, baseUrl, allowPrivate } = options
  const address = new URL(baseUrl)
  assertUrlAllowed(address, allowPrivate)
  const { origin, hostname } = address
  const redact = redactor([credentials.password ?? '', credentials.totpSecret ?? ''])
  const browser = await launchChromium(recipes.app, [hostname, ...recipes.hosts], { chromiumPath: ctx.config.console.chromiumPath, allowPrivate })
  const end = endAfter(browser, ctx.config.console.sessionSeconds * 1000, ctx.stopping)
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', acceptDownloads: false, serviceWorkers: 'block' })
    const page = await context.newPage()
    const surroundings = await surround(page, origin, recipes.hosts, redact)
    return await work(await openSession(ctx, options, { recipes, page, origin, surroundings, redact, timeIsUp: end.timeIsUp }))
  } finally {
    end.clear()
    await browser.close()
  }
}

/** Closes the browser when its time is up or the process stops; whatever waits in it fails then. */
function endAfter(browser: Browser, milliseconds: number, stopping: AbortSignal) {
  let up = false
  const close = () => void browser.close()
  const deadline = setTimeout(() => {
    up = true
    close()
  }, milliseconds)
  stopping.addEventListener('abort', close, { once: true })
  return {
    timeIsUp: () => up,
    clear: () => {
      clearTimeout(deadline)
      stopping.removeEventListener('abort', close)
    },
  }
}
