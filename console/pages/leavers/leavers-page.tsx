import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { leaverPages } from '../../data/leaving.ts'
import { SearchField } from '../../ui/filter.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape } from '../../ui/table.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { leaverColumns } from './leaver-columns.tsx'
import { RuleSection } from './rule-section.tsx'

const route = getRouteApi('/shell/settings/leavers')

/** Who lost access, when, and through which door. */
export const LeaversPage = () => {
  const { q } = route.useSearch()
  const navigate = useNavigate({ from: '/settings/leavers' })
  const query = useInfiniteQuery(leaverPages(q))
  const leavers = query.data?.pages.flatMap(page => page.items) ?? []
  const [typed, setTyped] = useTyped(
    q ?? '',
    useCallback((text: string) => void navigate({ search: { q: text || undefined }, replace: true, resetScroll: false }), [navigate]),
  )
  return (
    <Page title="Leavers" lead="Who lost access, what ended with it, and who has what they owned." above={<SettingsNav />}>
      <RuleSection />
      <search className="mb-4 block">
        <SearchField label="Search people" value={typed} onChange={setTyped} className="w-full sm:w-72" />
      </search>
      <Loaded query={query} shape={<TableShape rows={6} />}>
        {() =>
          leavers.length ? (
            <>
              <Table caption="Leavers" columns={leaverColumns} rows={leavers} keyOf={({ id }) => id} />
              <More
                shown={leavers.length}
                total={query.data?.pages[0]?.total ?? 0}
                noun={['departure', 'departures']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : q ? (
            <Empty title="Nobody of this name left.">
              <p>Search for another name, or clear the search.</p>
            </Empty>
          ) : (
            <Empty title="Nobody has left yet.">
              <p>
                Whoever is deactivated, by the identity provider or here, appears with the second at which their sessions and tokens ended, and with what they
                owned.
              </p>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  )
}
