import { expect, it } from 'vitest'
import { companyDesk } from './testing/company-desk.ts'
import { companyFor } from './testing/company/company.ts'

const desk = companyDesk()

it('offers whoever may only read calls nothing else, and asks for nothing else', () => {
  desk.standIn.use(companyFor('self', 'calls:read', 'calls:write'))
  return desk.on('/', async page => {
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link').allTextContents()).toEqual(['Calls', 'Trackers', 'Settings'])
    await page.goto(`${new URL(page.url()).origin}/welcome`)
    await page.getByRole('heading', { name: 'Welcome to Rollcall' }).waitFor()
    expect(await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Import a call'])
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'Import calls' }).waitFor()
    expect(await page.getByRole('option', { name: /People|Findings|Connections|Webhooks/ }).count()).toBe(0)
    const ofRoll = ['listFindings', 'listMatchQuestions', 'listWaitingApprovals', 'listTasks', 'listConnections', 'listPeople', 'readOverview']
    expect(desk.standIn.asked.map(({ id }) => id).filter(id => ofRoll.includes(id))).toEqual([])
  })
})

it('goes nowhere by the keys of a place that is not offered', () => {
  desk.standIn.use(companyFor('self', 'calls:read'))
  return desk.on('/trackers', async page => {
    await page.getByRole('heading', { name: 'Trackers', level: 1 }).waitFor()
    for (const key of ['g', 'p', 'g', 'c']) await page.keyboard.press(key)
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
    expect(desk.asked('listPeople')).toEqual([])
  })
})

it('tells whoever can begin nothing who does', () => {
  desk.standIn.use(companyFor('self', 'calls:read'))
  return desk.on('/welcome', async page => {
    await page.getByText('There is nothing yet. An admin connects your stack; then you find it here.').waitFor()
    expect(await page.getByRole('main').getByRole('list').count()).toBe(0)
  })
})
