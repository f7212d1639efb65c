import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Group } from '@rollcall/contract'
import { useCallback, useState } from 'react'
import { groupPages } from '../../data/groups.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { SearchField } from '../../ui/filter.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { GroupInspector } from './group-inspector.tsx'
import { NewGroup } from './new-group.tsx'

const route = getRouteApi('/shell/settings/groups')

const columns: Column<Group>[] = [
  {
    id: 'name',
    head: 'Name',
    cell: ({ id, name }) => (
      <Link from="/settings/groups" search={before => ({ ...before, group: id })} resetScroll={false} data-row-link className="row-link font-strong">
        {name}
      </Link>
    ),
  },
  {
    id: 'members',
    head: 'Members',
    className: 'tabular-nums',
    cell: ({ members, pending }) => (
      <div className="flex flex-wrap gap-x-4">
        {count(members)}
        {pending > 0 && (
          <StateMark shape="ring" tone="soft">
            {count(pending)} not here yet
          </StateMark>
        )}
      </div>
    ),
  },
  { id: 'externalId', head: 'External id', from: 'md', cell: ({ externalId }) => <span className="font-mono text-meta text-soft">{externalId ?? '–'}</span> },
  { id: 'modified', head: 'Changed', from: 'sm', className: 'whitespace-nowrap', cell: ({ modifiedAt }) => <Time at={modifiedAt} className="text-soft" /> },
]

/** Groups, as identity providers push them or people make them. */
export const GroupsPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('users:write')
  const [making, setMaking] = useState(false)
  const query = useInfiniteQuery(groupPages(search.q))
  const groups = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const change = useCallback(
    (part: Partial<typeof search>) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const close = useCallback(() => change({ group: undefined }), [change])
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  return (
    <Page
      title="Groups"
      above={<SettingsNav />}
      lead={total !== undefined && `${countOf(total, 'group')}${search.q ? ' found' : ', pushed by identity providers or made by hand'}.`}
      actions={
        mayWrite && (
          <Button look="primary" onClick={() => setMaking(true)}>
            Make a group
          </Button>
        )
      }
      inspector={search.group !== undefined && <GroupInspector key={search.group} id={search.group} onClose={close} />}
    >
      <search className="mb-4 block">
        <SearchField label="Search groups" value={typed} onChange={setTyped} className="w-full sm:w-72" />
      </search>
      <Loaded query={query} shape={<TableShape rows={6} />}>
        {() =>
          groups.length ? (
            <>
              <Table caption="Groups" columns={columns} rows={groups} keyOf={({ id }) => id} isCurrent={({ id }) => id === search.group} />
              <More
                shown={groups.length}
                total={total ?? 0}
                noun={['group', 'groups']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : (
            <Empty title={search.q ? 'No group is called that.' : 'No groups yet.'}>
              <p>An identity provider pushes its groups by SCIM. Whoever is in one before they are here is kept by name, and joins on arrival.</p>
            </Empty>
          )
        }
      </Loaded>
      {making && <NewGroup onClose={() => setMaking(false)} />}
    </Page>
  )
}
