import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { standingQuery } from '../../data/apps.ts'
import { useMay } from '../../data/me.ts'
import { buttonClass, DialogButton } from '../../ui/button.tsx'
import { BackIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { ConnectionMark } from '../vocabulary/connection-words.tsx'
import { LastReads } from '../vocabulary/last-reads.tsx'
import { AccessGraph } from './access-graph.tsx'
import { Accounts } from './accounts.tsx'
import { ReachedBy } from './reached-by.tsx'
import { Tallies } from './tallies.tsx'

/** Few who look at an app replace it. */
const ReplaceApp = lazy(() => import('./replace-app.tsx').then(({ ReplaceApp: component }) => ({ default: component })))

const route = getRouteApi('/shell/connections/$id')

/** One connected app: who gives it, who has it, what is out of step, and how its accounts are reached. */
export const ConnectionPage = () => {
  const { id } = route.useParams()
  const query = useQuery(standingQuery(id))
  const standing = query.data
  const mayPlan = useMay('plans:write')
  const { start } = route.useSearch()
  const navigate = route.useNavigate()
  const close = () => void navigate({ search: before => ({ ...before, start: undefined }), replace: true, resetScroll: false })
  return (
    <Page
      key={id}
      title={standing?.connection.name ?? 'Connection'}
      lead={
        standing && (
          <p>
            <ConnectionMark state={standing.connection.state} />: {countOf(standing.accounts.total, 'account')}.{' '}
            {standing.connection.state !== 'working' && standing.connection.detail}
          </p>
        )
      }
      above={
        <Link to="/connections" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Connections
        </Link>
      }
      actions={
        <>
          {mayPlan && standing !== undefined && standing.accounts.total > 0 && (
            <>
              <DialogButton
                look="quiet"
                open={start === 'replace'}
                onClick={() => void navigate({ search: before => ({ ...before, start: 'replace' }), resetScroll: false })}
              >
                Replace
              </DialogButton>
              {start === 'replace' && (
                <Suspense>
                  <ReplaceApp standing={standing} onClose={close} />
                </Suspense>
              )}
            </>
          )}
          {standing?.profileId && (
            <Link to="/apps/$id" params={{ id: standing.profileId }} className={buttonClass('quiet')}>
              What is known of it
            </Link>
          )}
          <Link to="/connections" search={{ connection: id }} className={buttonClass()}>
            Open the connection
          </Link>
        </>
      }
    >
      <Loaded query={query} shape={<Lines count={14} />}>
        {loaded =>
          loaded.accounts.total === 0 && loaded.flows.length === 0 ? (
            <>
              <Empty title="It has no accounts here.">
                <p>An identity source has none: its people are on the people page. Of an app they come with the first read.</p>
              </Empty>
              <LastReads reads={loaded.connection.lastReads} />
            </>
          ) : (
            <>
              <Section title="From who gives it to who has it">
                <AccessGraph flows={loaded.flows} />
                <p className="mt-3 text-meta text-faint">Each number counts accounts, and where there is no account, people to whom the app is given.</p>
              </Section>
              <div className="grid gap-x-14 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
                <Tallies standing={loaded} />
                <div className="min-w-0">
                  <ReachedBy routes={loaded.routes} />
                  <LastReads reads={loaded.connection.lastReads} />
                </div>
              </div>
              <Accounts standing={loaded} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
