import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Ask, ChangeEvent, Endpoint } from '@rollcall/contract'
import { call } from './client.ts'

/** What a query is filed under: a topic of the live feed, or one that never changes behind our back. */
export type Topic = ChangeEvent['topic'] | 'me' | 'passkeys' | 'roles' | 'identity-providers' | 'catalogue' | 'crm' | 'overview'

/** Reads one endpoint, filed under its topic so that the live feed can make it fresh. */
export const reading = <E extends Endpoint>(topic: Topic, endpoint: E, ask: Ask<E>) =>
  queryOptions({ queryKey: [topic, endpoint.id, ask] as const, queryFn: ({ signal }) => call(endpoint, ask, signal) })

interface Page {
  items: unknown[]
  nextCursor: string | null
}
type Question<E extends Endpoint> = Omit<NonNullable<Ask<E>['query']>, 'cursor'>

/** Reads a list page by page; while a new question is on its way, the last answer stays. */
export const pages = <E extends Endpoint>(topic: Topic, endpoint: E, query: Question<E>, params?: Record<string, string>) =>
  infiniteQueryOptions({
    queryKey: [topic, endpoint.id, 'pages', query, params] as const,
    queryFn: ({ pageParam, signal }) => call(endpoint, { params, query: { ...query, cursor: pageParam } } as unknown as Ask<E>, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => (page as Page).nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** Every row of a list, for export. */
export const readAll = async <E extends Endpoint>(endpoint: E, query: Question<E>): Promise<unknown[]> => {
  const rows: unknown[] = []
  let cursor: string | null | undefined
  do {
    const page = (await call(endpoint, { query: { ...query, limit: 200, cursor: cursor ?? undefined } } as Ask<E>)) as Page
    rows.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return rows
}
