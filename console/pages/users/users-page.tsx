import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useMay } from '../../data/me.ts'
import { rolesQuery } from '../../data/roles.ts'
import { userPages, usersCsvAddress } from '../../data/users.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { FilterSelect, SearchField } from '../../ui/filter.tsx'
import { DownloadIcon, UploadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape } from '../../ui/table.tsx'
import { useSelection } from '../../ui/use-selection.ts'
import { useTyped } from '../../ui/use-typed.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { licenceOptions, statusOptions } from '../vocabulary/grant-words.tsx'
import { turned, usersQuestion, type UsersSearch } from './address.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { NewUser } from './new-user.tsx'
import { userColumns } from './user-columns.tsx'
import { UserInspector } from './user-inspector.tsx'

const route = getRouteApi('/shell/settings/users')

/** Who may sign in here, with what, and who said so. */
export const UsersPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('users:write')
  const [adding, setAdding] = useState(false)
  const question = usersQuestion(search)
  const query = useInfiniteQuery(userPages(question))
  const roles = useQuery(rolesQuery).data?.items ?? []
  const users = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const selection = useSelection(
    users,
    ({ id }) => id,
    () => true,
  )
  const change = useCallback(
    (part: Partial<UsersSearch>) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const close = useCallback(() => change({ user: undefined }), [change])
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  const narrowed = Boolean(search.q || search.status || search.role || search.licence || search.team)
  return (
    <Page
      title="Users"
      above={<SettingsNav />}
      lead={total !== undefined && `${countOf(total, 'user')}${narrowed ? ' found' : ': who may sign in, with what, and who said so'}.`}
      actions={
        <>
          <a className={buttonClass('quiet')} href={usersCsvAddress(question)} download="users.csv">
            <DownloadIcon /> Export
          </a>
          {mayWrite && (
            <>
              <Button onClick={() => change({ import: 'open' })}>
                <UploadIcon /> Import
              </Button>
              <Button look="primary" onClick={() => setAdding(true)}>
                Add a user
              </Button>
            </>
          )}
        </>
      }
      inspector={search.user !== undefined && <UserInspector key={search.user} id={search.user} onClose={close} />}
    >
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField label="Search names and addresses" value={typed} onChange={setTyped} className="w-full sm:w-72" />
        <div className="filter-strip">
          <FilterSelect label="Status" any="Any status" options={statusOptions} value={search.status} onChange={status => change({ status })} />
          <FilterSelect
            label="Role"
            any="Any role"
            options={roles.map(({ id, name }) => [id, name] as const)}
            value={search.role}
            onChange={role => change({ role })}
          />
          <FilterSelect label="Licence" any="Any licence" options={licenceOptions} value={search.licence} onChange={licence => change({ licence })} />
          {search.team && (
            <Button look="quiet" onClick={() => change({ team: undefined })}>
              Everybody, not one team
            </Button>
          )}
        </div>
      </search>
      <Loaded query={query} shape={<TableShape rows={10} />}>
        {() =>
          users.length ? (
            <>
              <Table
                caption="Users"
                columns={userColumns(search)}
                rows={users}
                keyOf={({ id }) => id}
                isCurrent={({ id }) => id === search.user}
                sort={(search.sort ?? 'name').replace('-', '')}
                onSort={pressed => change({ sort: turned(pressed, search.sort) })}
                selection={mayWrite ? { ...selection, labelOf: ({ name }) => name } : undefined}
              />
              <More
                shown={users.length}
                total={total ?? 0}
                noun={['user', 'users']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
              {selection.selected.length > 0 && <BulkBar users={selection.selected} roles={roles} onDone={selection.clear} />}
            </>
          ) : (
            <NoUsers narrowed={narrowed} onClear={() => void navigate({ search: {}, replace: true })} />
          )
        }
      </Loaded>
      {adding && <NewUser roles={roles} onClose={() => setAdding(false)} />}
      {search.import === 'open' && mayWrite && <ImportDialog onClose={() => change({ import: undefined })} />}
    </Page>
  )
}

const NoUsers = ({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) =>
  narrowed ? (
    <Empty title="No user is like that." action={<Button onClick={onClear}>Show everybody</Button>}>
      <p>Nobody fits all of what is asked.</p>
    </Empty>
  ) : (
    <Empty title="No users yet.">
      <p>An identity provider sends them by SCIM or at their first sign-in; until then add them here, or import a CSV file.</p>
    </Empty>
  )
