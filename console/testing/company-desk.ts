import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { type Desk, type OpenedPage, openDesk, type View } from './browser.ts'
import { company } from './company/company.ts'

/** A desk for one file of tests: before each of them the company answers as it does, and nothing has been asked. */
export function companyDesk() {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(company())
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    desk.standIn.use(company())
    desk.standIn.asked.length = 0
  })
  return {
    get standIn() {
      return desk.standIn
    },
    open: (path: string, view?: View): Promise<OpenedPage> => desk.open(path, view),
    /** What an endpoint was sent, the first first. */
    asked: <Body = unknown>(endpoint: string): Body[] => desk.standIn.asked.filter(({ id }) => id === endpoint).map(({ body }) => body as Body),
    /** A page for one story, in which the browser may complain of nothing. */
    on: async (path: string, story: (page: OpenedPage['page']) => Promise<void>, view?: View): Promise<void> => {
      const { page, complaints } = await desk.open(path, view)
      await story(page)
      await page.context().close()
      expect(complaints).toEqual([])
    },
  }
}
