import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from './testing/browser.ts'
import { companyFor } from './testing/company/company.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(companyFor('self', 'calls:read', 'calls:write'))
})
afterAll(() => desk.close())

it('offers whoever may only read calls nothing else, and asks for nothing else', async () => {
  const { page, complaints } = await desk.open('/')
  await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link').allTextContents()).toEqual(['Calls', 'Trackers', 'Settings'])
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.goto(`${new URL(page.url()).origin}/welcome`)
  await page.getByRole('heading', { name: 'Welcome to Rollcall' }).waitFor()
  expect(await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Import a call'])
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'Import calls' }).waitFor()
  expect(await page.getByRole('option', { name: /People|Findings|Connections|Webhooks/ }).count()).toBe(0)
  const ofRoll = ['listFindings', 'listMatchQuestions', 'listWaitingApprovals', 'listTasks', 'listConnections', 'listPeople', 'readOverview']
  expect(desk.standIn.asked.map(({ id }) => id).filter(id => ofRoll.includes(id))).toEqual([])
  expect(complaints).toEqual([])
  await page.context().close()
})
