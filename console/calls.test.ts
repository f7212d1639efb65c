import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appears, openDesk, type Desk, type OpenedPage } from './testing/browser.ts'
import { calls } from './testing/company/calls.ts'
import { company } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'

let desk: Desk
let opened: OpenedPage
beforeAll(async () => {
  desk = await openDesk(company())
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.standIn.use(company())
  desk.standIn.asked.length = 0
})

const at = (path: string) => {
  beforeEach(async () => {
    opened = await desk.open(path)
  })
  afterEach(async () => {
    await opened.page.context().close()
    expect(opened.complaints).toEqual([])
  })
}
const asked = (endpoint: string) => desk.standIn.asked.filter(one => one.id === endpoint)
const file = (name: string, text: string) => ({ name, mimeType: 'text/vtt', buffer: Buffer.from(text) })

describe('the list of calls', () => {
  at('/calls')

  it('searches while typing and keeps the search in the address', async () => {
    const { page } = opened
    await page.getByRole('searchbox').fill('renewal')
    await page.waitForURL('**/calls?q=renewal')
    await page.getByText('6 calls found.').waitFor()
    expect(await page.locator('tbody mark').first().textContent()).toBe('renewal')
    await page.goto(`${desk.standIn.url}/calls?q=renewal&delivery=delivered`)
    expect(await page.getByRole('searchbox').inputValue()).toBe('renewal')
    expect(await page.getByRole('combobox', { name: 'Delivery' }).inputValue()).toBe('delivered')
  })

  it('sorts by its heads', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'When' }).click()
    await page.waitForURL('**/calls?sort=oldest')
    expect(await appears(page.locator('th[aria-sort="ascending"]', { hasText: 'When' }))).toBe(true)
    await page.getByRole('button', { name: 'Length' }).click()
    await page.waitForURL('**/calls?sort=longest')
  })

  it('imports several files, each with its own outcome', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Import calls' }).click()
    await page.locator('input[type="file"]').setInputFiles([file('acme_demo-call.vtt', 'WEBVTT'), file('nothing.vtt', '  ')])
    expect(await page.getByLabel('Title of acme_demo-call.vtt').inputValue()).toBe('acme demo call')
    await page.getByRole('button', { name: 'Import 2 calls' }).click()
    await page.getByText('nothing.vtt: The file is empty.').waitFor()
    await page.getByText('Imported').waitFor()
    await page.getByRole('button', { name: 'Import 1 call' }).waitFor()
    const [first] = asked('importEngagement')
    expect(first?.body).toMatchObject({
      fileName: 'acme_demo-call.vtt',
      details: { title: 'acme demo call', kind: 'meeting', ownerEmail: 'mara.lindqvist@northbeam.example' },
    })
  })

  it('takes files that are dropped on the page', async () => {
    const { page } = opened
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['WEBVTT'], 'dropped.vtt'))
      return transfer
    })
    await page.dispatchEvent('main', 'dragenter', { dataTransfer: dropped })
    await page.getByText('Drop transcripts to import them').waitFor()
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped })
    expect(await appears(page.getByLabel('Title of dropped.vtt'))).toBe(true)
  })

  it('exports every row, not only those that are shown', async () => {
    const { page } = opened
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    const text = await (await download).createReadStream().then(async stream => Buffer.concat(await stream.toArray()).toString())
    expect(text.split('\r\n').filter(Boolean)).toHaveLength(calls.length + 1)
  })

  it('shows what the live feed tells of', async () => {
    const { page } = opened
    const [first, ...rest] = calls
    if (!first) throw new Error('There is no call.')
    desk.standIn.use({
      ...company(),
      listEngagements: () => ({ items: [{ ...first, title: 'A call that just came in' }, ...rest], nextCursor: null, total: 46 }),
    })
    desk.standIn.tell({ topic: 'engagements', id: first.id })
    expect(await appears(page.getByText('A call that just came in'))).toBe(true)
  })

  it('says when the server does not answer, keeps what it shows, and recovers', async () => {
    const { page } = opened
    await page.context().setOffline(true)
    await page.getByRole('searchbox').fill('anything')
    await page.getByText('Rollcall’s server does not answer.').first().waitFor()
    await page.context().setOffline(false)
    await page.getByRole('searchbox').fill('')
    await page.getByText('Rollcall’s server does not answer.').waitFor({ state: 'hidden' })
    expect(await appears(page.getByText('46 calls'))).toBe(true)
  })
})

describe('a call', () => {
  at(`/calls/${id('call', 1)}`)

  it('leads from a mark of its lanes to the words, which then have the focus', async () => {
    const { page } = opened
    await page.getByRole('toolbar', { name: 'Moments of Dana Hollis' }).getByRole('button').first().click()
    await page.waitForURL(/at=8/)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('cue-8')
    expect(await page.locator('#cue-8').getAttribute('aria-current')).toBe('true')
  })

  it('leads from a sentence of the brief and from the span of a measure to the words', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Go to the words at 1:15' }).click()
    await page.waitForURL(/at=11/)
    await page.getByText('Longest customer story').click()
    await page.getByText('longest stretch of one customer, pauses under 2 s included').waitFor()
    await page.getByRole('button', { name: '3:02 to 3:30' }).last().click()
    await page.waitForURL(url => url.searchParams.get('at') !== '11')
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^cue-/)
  })

  it('searches its transcript and walks the places with Enter', async () => {
    const { page } = opened
    const search = page.getByRole('searchbox', { name: 'Search in this call' })
    await search.fill('demurrage')
    await page.getByText(/1 of \d+ places?/).waitFor()
    await search.press('Enter')
    await page.waitForURL(/at=6/)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search in this call')
  })

  it('corrects its account in one go, and takes the correction back', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Correct' }).click()
    await page.getByRole('combobox', { name: 'Account' }).fill('tessel')
    await page.getByRole('option', { name: /Tessel Labs/ }).click()
    await page.getByText('The call belongs to Tessel Labs now.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The account is as it was.').waitFor()
    expect(asked('correctMatch').map(one => one.body)).toEqual([
      { accountId: id('crm', 3), opportunityId: null },
      { accountId: id('crm', 0), opportunityId: id('deal', 0) },
    ])
  })

  it('shows the exact fields before it delivers, and delivers only when told to', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Preview delivery' }).click()
    await page.getByRole('rowheader', { name: 'CallDurationInSeconds' }).waitFor()
    expect(asked('deliverEngagement')).toEqual([])
    await page.getByRole('button', { name: 'Deliver now' }).click()
    await page.getByText('The delivery is on its way.').waitFor()
    expect(asked('deliverEngagement')).toHaveLength(1)
  })

  it('is deleted only by typing its name', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Delete' }).click()
    const confirm = page.getByRole('button', { name: 'Delete the call' })
    await page.getByRole('textbox', { name: /to confirm/ }).fill('Meridian')
    expect(await confirm.isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: /to confirm/ }).fill('Meridian Optics quarterly review')
    await confirm.click()
    await page.waitForURL('**/calls')
    expect(asked('deleteEngagement')).toHaveLength(1)
  })
})

describe('a link to a sentence', () => {
  at(`/calls/${id('call', 1)}?at=900`)

  it('opens the call at the sentence, in a transcript of 1,500', async () => {
    const { page } = opened
    expect(await page.locator('[id^="cue-"]').count()).toBe(1500)
    await page.waitForFunction(() => document.activeElement?.id === 'cue-900')
    expect(await page.locator('#cue-900').evaluate(cue => cue.getBoundingClientRect().top > 0 && cue.getBoundingClientRect().bottom < innerHeight)).toBe(true)
  })
})
