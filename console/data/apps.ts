import { listAccounts, listApps, readAppStanding, type Ask } from '@rollcall/contract'
import { pages, reading } from './reading.ts'

/** What is known of each app; a connection that begins to work may settle what was disputed. */
export const appsQuery = reading('connections', listApps, {})

/** What the list of accounts is asked; the address of the page holds it. */
export type AccountsQuestion = Pick<NonNullable<Ask<typeof listAccounts>['query']>, 'q' | 'status' | 'role' | 'licence' | 'activity'>

export const standingQuery = (id: string) => reading('people', readAppStanding, { params: { id } })
export const accountPages = (id: string, question: AccountsQuestion) => pages('people', listAccounts, { ...question, limit: 200 }, { id })
