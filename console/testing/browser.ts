import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type Locator, type Page } from 'playwright-core'
import type { Answers } from './answers.ts'
import { startStandIn, type StandIn } from './stand-in.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** How a page is opened. */
export interface View {
  width?: number
  height?: number
  theme?: 'light' | 'dark'
}

export interface OpenedPage {
  page: Page
  /** Everything the browser complained of: errors of scripts, of the content security policy, of React. */
  complaints: string[]
}

/** A browser over a stand-in server; one of each is enough for a file of tests. */
export interface Desk {
  standIn: StandIn
  open: (path: string, view?: View) => Promise<OpenedPage>
  close: () => Promise<void>
}

/** A refused request is told by the browser, too; what the page makes of it is what the tests are about. */
const isPlainRefusal = (text: string) => text.startsWith('Failed to load resource: ')

/** Waits until something is seen; says so, to be expected. */
export const appears = (locator: Locator): Promise<boolean> =>
  locator
    .first()
    .waitFor()
    .then(() => true)

export const openDesk = async (answers: Answers): Promise<Desk> => {
  const standIn = await startStandIn(answers)
  const browser: Browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: quiet })
  return {
    standIn,
    open: async (path, { width = 1440, height = 900, theme = 'light' } = {}) => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' })
      const page = await context.newPage()
      page.setDefaultTimeout(5_000)
      const complaints: string[] = []
      page.on('pageerror', error => complaints.push(error.message))
      page.on('console', message => {
        if (message.type() === 'error' && !isPlainRefusal(message.text())) complaints.push(message.text())
      })
      await page.goto(standIn.url + path)
      await page.locator('h1').first().waitFor()
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'hidden' })
      return { page, complaints }
    },
    close: async () => {
      await browser.close()
      await standIn.close()
    },
  }
}
