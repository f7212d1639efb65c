import { useMutation, useQueryClient } from '@tanstack/react-query'
import { listPeople, protectAccount, readPerson, type Ask, type PersonSummary } from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll, reading } from './reading.ts'

/** What the roster is asked; the address of the page holds it. */
export type PeopleQuestion = Pick<NonNullable<Ask<typeof listPeople>['query']>, 'q' | 'status' | 'mark' | 'sort'>
export type Protection = Ask<typeof protectAccount>['body']['protection']

export const peoplePages = (question: PeopleQuestion) => pages('people', listPeople, { ...question, limit: 200 })
export const personQuery = (id: string) => reading('people', readPerson, { params: { id } })
export const peopleByName = (q: string) => reading('people', listPeople, { query: { q, limit: 6 } })
/** The connections that the roster has a column for. */
export const rosterColumnsQuery = reading('people', listPeople, { query: { limit: 1 } })
export const readAllPeople = (question: PeopleQuestion) => readAll(listPeople, question) as Promise<PersonSummary[]>

export const useProtectAccount = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, protection }: { id: string; protection: Protection }) => call(protectAccount, { params: { id }, body: { protection } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
  })
}
