import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { App } from '@rollcall/contract'
import { appsQuery } from '../../data/apps.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { routeWords } from '../vocabulary/roll-words.tsx'
import { TopicMark } from '../vocabulary/app-words.tsx'

const columns: readonly Column<App>[] = [
  {
    id: 'name',
    head: 'App',
    className: 'whitespace-nowrap',
    cell: ({ id, name }) => (
      <Link to="/apps/$id" params={{ id }} data-row-link className="row-link font-strong">
        {name}
      </Link>
    ),
  },
  { id: 'user_api', head: 'User API', from: 'md', cell: app => <TopicMark app={app} topic="user_api" /> },
  { id: 'scim', head: 'SCIM', cell: app => <TopicMark app={app} topic="scim" /> },
  { id: 'deactivation', head: 'Deactivation reaches the account', from: 'lg', cell: app => <TopicMark app={app} topic="deactivation" /> },
  { id: 'roles', head: 'Roles by program', from: 'lg', cell: app => <TopicMark app={app} topic="roles" /> },
  {
    id: 'routes',
    head: 'Ways to reach an account',
    from: 'sm',
    cell: ({ routes }) => <span className="text-soft">{routes.map(({ route }) => routeWords[route]).join(', then ')}</span>,
  },
]

/** How users are managed in each app: what its documents say, and whether they agree. */
export const AppsPage = () => {
  const query = useQuery(appsQuery)
  const items = query.data?.items
  const disputed = items?.filter(({ disputes }) => disputes.some(({ settledBy }) => settledBy === null)).length ?? 0
  return (
    <Page
      title="Apps"
      lead={
        items && `${countOf(items.length, 'app')}: how users are managed in each.${disputed ? ` Of ${countOf(disputed, 'app')} the sources disagree.` : ''}`
      }
    >
      <Loaded query={query} shape={<TableShape rows={10} />}>
        {loaded => <Table caption="Apps" columns={columns} rows={loaded.items} keyOf={({ id }) => id} />}
      </Loaded>
    </Page>
  )
}
