import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { openDesk, type Desk } from './testing/browser.ts'
import { company } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { connections } from './testing/company/stack.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(company())
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.standIn.use(company())
  desk.standIn.asked.length = 0
})

const asked = (endpoint: string) => desk.standIn.asked.filter(one => one.id === endpoint).map(one => one.body)
const on = async (path: string, story: (page: Awaited<ReturnType<Desk['open']>>['page']) => Promise<void>) => {
  const { page, complaints } = await desk.open(path)
  await story(page)
  await page.context().close()
  expect(complaints).toEqual([])
}

describe('playbooks and tasks', () => {
  it('have a time zone and days, and keep what was typed when the server refuses it', async () => {
    let tries = 0
    desk.standIn.use({
      ...company(),
      writePlaybookSettings: ({ body }) => {
        if (tries++ === 0) throw new Refusal('bad_request', 'There is no time zone Berlin. Write it like Europe/Berlin.')
        return body
      },
    })
    await on('/settings/playbooks', async page => {
      await page.getByLabel('Time zone of the company').fill('Berlin')
      await page.getByLabel('Days before a last day').fill('14')
      await page.getByRole('button', { name: 'Save the days' }).click()
      await page.getByText('There is no time zone Berlin.').waitFor()
      await page.getByLabel('Time zone of the company').fill('Asia/Tokyo')
      await page.getByRole('button', { name: 'Save the days' }).click()
      await page.getByText('Saved. It holds for plans').waitFor()
      expect(asked('writePlaybookSettings').at(-1)).toEqual({ timeZone: 'Asia/Tokyo', daysAhead: 14 })
    })
  })

  it('go to the owner of each app, who has as many days as it says; an app without a choice is left out', () =>
    on('/settings/playbooks', async page => {
      const [, first, second, third] = connections
      await page.getByRole('button', { name: `No owner for ${first?.name}` }).click()
      await page.getByLabel(`Days for ${second?.name}`).fill('5')
      await page.getByRole('button', { name: `Choose an owner for ${third?.name}` }).click()
      await page.getByRole('combobox', { name: 'Owner' }).fill('Priya')
      await page.getByRole('option', { name: /Priya Natarajan/ }).click()
      await page.getByText('Its tasks go to Priya Natarajan.').waitFor()
      expect(asked('saveTaskDefaults')).toEqual([])
      await page.getByRole('button', { name: 'Save the tasks' }).click()
      await page.getByText('Saved. It holds for tasks').waitFor()
      expect(asked('saveTaskDefaults')).toEqual([
        {
          dueDays: 3,
          apps: [
            { connectionId: second?.id, ownerId: null, dueDays: 5 },
            { connectionId: third?.id, ownerId: id('user', 3), dueDays: null },
          ],
        },
      ])
    }))
})
