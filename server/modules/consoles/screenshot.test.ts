import { redactor } from '@rollcall/connectors/kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAbsent, whyNoConsoles } from '../../../test/support/consoles.ts'
import { launchChromium } from './launch.ts'
import { takeScreenshot } from './screenshot.ts'

const anywhere = { chromiumPath: null, allowPrivate: true }

describe.skipIf(chromiumAbsent)(`The browser of a console${whyNoConsoles}`, () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchChromium('Clari', ['127.0.0.1'], anywhere)
    page = await browser.newPage()
  })
  afterAll(() => browser.close())

  const form = (password: string, code: string, row: string) =>
    page.setContent(`<label for="p">Password</label><input id="p" type="password" value="${password}"><label for="c">Code</label><input id="c" value="${code}">
      <table><tr><td width="200">${row}</td></tr></table>`)
  const shot = (secret: string, withoutRows = false) =>
    takeScreenshot(page, 'the sign-in page', { secretLabels: new Set(['Code']), redact: redactor([secret]), withoutRows })

  it('pictures a page the same whatever the secrets in it, and not at all where its text shows one', async () => {
    await form('correct horse', '123456', 'Ada')
    const first = await shot('correct horse')
    await form('battery staple!!', '654321', 'Ada')
    expect((await shot('correct horse'))?.sha256).toBe(first?.sha256)
    await form('', '', 'correct horse')
    expect(await shot('correct horse')).toBeNull()
    // What is no secret is seen, unless it is a row that is to be covered.
    await form('', '', 'Bob')
    const covered = await shot('correct horse', true)
    expect((await shot('correct horse'))?.sha256).not.toBe(first?.sha256)
    await form('', '', 'Eve')
    expect((await shot('correct horse', true))?.sha256).toBe(covered?.sha256)
  })

  it('goes to the hosts of the console and nowhere else', async () => {
    await expect(page.goto('http://localhost:8099/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
    await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
    await expect(page.goto('http://127.0.0.1:8099/')).rejects.toThrow(/ERR_CONNECTION_REFUSED/)
  })
})

describe('A console', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '169.254.169.254'])('at a private address is not visited unless the operator allows it: %s', async host => {
    await expect(launchChromium('Clari', [host], { ...anywhere, allowPrivate: false })).rejects.toMatchObject({ kind: 'address' })
  })

  it('cannot be worked without a browser, and says what to install', async () => {
    await expect(launchChromium('Clari', ['127.0.0.1'], { ...anywhere, chromiumPath: '/nowhere/chromium' })).rejects.toMatchObject({
      kind: 'refused',
      message:
        'The console of Clari is worked in a browser, and there is none on this machine. Install Chromium or Chrome, or give its path as ROLLCALL_CHROMIUM.',
    })
  })
})
