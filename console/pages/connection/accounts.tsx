import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Activity, AppStanding } from '@rollcall/contract'
import { useCallback } from 'react'
import { accountPages, type AccountsQuestion } from '../../data/apps.ts'
import { Button } from '../../ui/button.tsx'
import { FilterSelect, SearchField } from '../../ui/filter.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Empty } from '../../ui/states.tsx'
import { TableShape } from '../../ui/table.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { statusWords } from '../vocabulary/roll-words.tsx'
import { AccountRows } from './account-rows.tsx'

const route = getRouteApi('/shell/connections/$id')
const statuses = Object.entries(statusWords) as [keyof typeof statusWords, string][]
export const activityWords: Record<Activity, string> = {
  month: 'Used within 30 days',
  quarter: 'Used 30 to 90 days ago',
  older: 'Used before that',
  never: 'Never seen used',
}
const activityOptions = Object.entries(activityWords) as [Activity, string][]

/** A select has no empty value of its own: it means any. */
const without = '(none)'
const optionsOf = (values: readonly (string | null)[], none: string) => values.map(value => [value ?? without, value ?? none] as const)
const chosen = (value: string | undefined) => (value === '' ? without : value)
const meant = (value: string | undefined) => (value === without ? '' : value)

/** The accounts of an app, narrowed by what they are. */
export const Accounts = ({ standing: { accounts } }: { standing: AppStanding }) => {
  const { id } = route.useParams()
  const { start: _dialog, ...search } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(accountPages(id, search))
  const { fetchNextPage, isFetchingNextPage } = query
  const rows = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? 0
  const change = useCallback(
    (part: AccountsQuestion) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const nearEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  return (
    <Section title="All accounts" aside={<span className="text-meta text-faint tabular-nums">{countOf(total, 'account')}</span>}>
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField label="Search accounts" value={typed} onChange={setTyped} className="w-full sm:w-72" />
        <div className="filter-strip">
          <FilterSelect label="Status" any="Any status" options={statuses} value={search.status} onChange={status => change({ status })} />
          <FilterSelect
            label="Role"
            any="Any role"
            options={optionsOf(
              accounts.roles.map(({ role }) => role),
              'No role',
            )}
            value={chosen(search.role)}
            onChange={role => change({ role: meant(role) })}
          />
          <FilterSelect
            label="Licence"
            any="Any licence"
            options={optionsOf(
              accounts.licences.map(({ licence }) => licence),
              'No licence',
            )}
            value={chosen(search.licence)}
            onChange={licence => change({ licence: meant(licence) })}
          />
          <FilterSelect label="Last used" any="Used whenever" options={activityOptions} value={search.activity} onChange={activity => change({ activity })} />
        </div>
      </search>
      <Loaded query={query} shape={<TableShape rows={10} />}>
        {() =>
          rows.length ? (
            <AccountRows accounts={rows} total={total} onNearEnd={nearEnd} />
          ) : (
            <Empty title="No account fits." action={<Button onClick={() => void navigate({ search: {}, replace: true })}>Show all accounts</Button>}>
              <p>Fewer filters find more. Deleted accounts are shown when that status is chosen.</p>
            </Empty>
          )
        }
      </Loaded>
    </Section>
  )
}
