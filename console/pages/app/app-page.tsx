import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { App } from '@rollcall/contract'
import { appsQuery } from '../../data/apps.ts'
import { Button } from '../../ui/button.tsx'
import { BackIcon, PrintIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Empty, Lines } from '../../ui/states.tsx'
import { routeWords } from '../vocabulary/roll-words.tsx'
import { leavingWords, sourceNumber } from '../vocabulary/app-words.tsx'
import { AppDisputes } from './app-disputes.tsx'
import { AppFacts } from './app-facts.tsx'

const route = getRouteApi('/shell/apps/$id')

/** One app as an IT admin needs it: what it can, how to reach its accounts, and what to do step by step. */
export const AppPage = () => {
  const { id } = route.useParams()
  const query = useQuery(appsQuery)
  const app = query.data?.items.find(one => one.id === id)
  return (
    <Page
      key={id}
      title={app?.name ?? 'App'}
      lead={app?.summary}
      above={
        <Link to="/apps" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Apps
        </Link>
      }
      actions={
        <Button look="quiet" onClick={() => window.print()}>
          <PrintIcon /> Print
        </Button>
      }
    >
      <Loaded query={query} shape={<Lines count={12} />}>
        {() => (app ? <Profile app={app} /> : <Empty title="Nothing is known of this app.">The list of apps has those that are.</Empty>)}
      </Loaded>
    </Page>
  )
}

const Profile = ({ app }: { app: App }) => (
  <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
    <div className="min-w-0">
      {app.disputes.length > 0 && <AppDisputes app={app} />}
      {app.scenarios.map(scenario => (
        <Section key={scenario.title} title={scenario.title}>
          <ol className="grid list-decimal gap-1.5 pl-5 marker:text-faint">
            {scenario.steps.map(step => (
              <li key={step} className="pl-1.5">
                {step}
              </li>
            ))}
          </ol>
          {scenario.watchOut && (
            <p className="mt-3 border-l-2 border-warm py-0.5 pl-4">
              <span className="font-strong">Watch out: </span>
              {scenario.watchOut} <Source app={app} id={scenario.source} />
            </p>
          )}
        </Section>
      ))}
      {!app.scenarios.length && (
        <Section title="Step by step">
          <p className="text-soft">No source says how it is done. An admin of the app does it by hand.</p>
        </Section>
      )}
    </div>
    <div className="min-w-0">
      <Section title="Ways to reach an account">
        <ol className="grid gap-3">
          {app.routes.map(({ route: way, when }) => (
            <li key={way}>
              <span className="font-strong">{routeWords[way]}</span>
              <span className="block text-soft">{when}</span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title="When somebody leaves">
        <p className="text-soft">Beside closing the account:</p>
        <ul className="mt-1.5 grid list-disc gap-1.5 pl-5 marker:text-faint">
          {leavingWords(app).map(words => (
            <li key={words} className="pl-1.5">
              {words}
            </li>
          ))}
        </ul>
      </Section>
      <AppFacts app={app} />
      <Section title="Sources">
        <ol className="grid list-decimal gap-1.5 pl-5 marker:text-faint">
          {app.sources.map(({ id, title, date }) => (
            <li key={id} className="pl-1.5">
              {title}, <span className="text-soft">{date ?? 'undated'}</span>
            </li>
          ))}
        </ol>
      </Section>
    </div>
  </div>
)

const Source = ({ app, id }: { app: App; id: string }) => <span className="text-meta text-faint">[{sourceNumber(app, id)}]</span>
