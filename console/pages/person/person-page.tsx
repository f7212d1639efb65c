import { useQuery } from '@tanstack/react-query'
import type { Finding, Person } from '@rollcall/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { findingsOf } from '../../data/findings.ts'
import { useMay } from '../../data/me.ts'
import { personQuery } from '../../data/people.ts'
import { Button } from '../../ui/button.tsx'
import { BackIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { FindingMark, statusWords } from '../vocabulary/roll-words.tsx'
import { refusalOf } from '../vocabulary/plannable.ts'
import { useMakePlan } from '../vocabulary/use-make-plan.ts'
import { MergePerson } from './merge-person.tsx'
import { PlaybookActions } from './playbook-actions.tsx'
import { Thread } from './thread.tsx'

const route = getRouteApi('/shell/people/$id')
const noFindings: Finding[] = []

/** One human: everything they hold, why it is theirs, and what is out of step. */
export const PersonPage = () => {
  const { id } = route.useParams()
  const query = useQuery(personQuery(id))
  const findings = useQuery(findingsOf(id))
  const mayPlan = useMay('plans:write')
  const mayDecide = useMay('people:write')
  const { makePlan, making } = useMakePlan()
  const person = query.data
  const items = findings.data?.items ?? noFindings
  const plannable = items.filter(finding => refusalOf(finding) === null)
  return (
    <Page
      key={id}
      title={person?.displayName ?? 'Person'}
      lead={person && <Lead person={person} />}
      above={
        <Link to="/people" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> People
        </Link>
      }
      actions={
        <>
          {mayDecide && person && <MergePerson person={person} />}
          {mayPlan && person && <PlaybookActions person={person} />}
          {mayPlan && plannable.length > 0 && (
            <Button look="primary" busy={making && 'Planning…'} onClick={() => makePlan(plannable.map(finding => finding.id))}>
              Make a plan of {countOf(plannable.length, 'finding')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query} shape={<Lines count={10} />}>
        {loaded => (
          <>
            <Section title="Out of step">
              <Loaded query={findings} shape={<Lines count={2} />}>
                {() => <FindingList findings={items} />}
              </Loaded>
            </Section>
            {loaded.disputed && (
              <p className="mb-6 border-l-2 border-warm py-1 pl-4 text-warm">
                Two people could be meant by one of these. Nothing of it can be planned until a person decides.{' '}
                <Link to="/matching" className="underline underline-offset-2">
                  Decide
                </Link>
              </p>
            )}
            <Thread person={loaded} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

const Lead = ({ person }: { person: Person }) => (
  <p>
    {[statusWords[person.status], person.title, person.department, person.email, person.timeZone && `works in ${person.timeZone}`].filter(Boolean).join(', ')}
  </p>
)

const FindingList = ({ findings }: { findings: readonly Finding[] }) =>
  findings.length ? (
    <ul className="grid">
      {findings.map(finding => (
        <li
          key={finding.id}
          data-row
          className="relative grid gap-x-6 gap-y-0.5 border-b border-line py-2 last:border-0 hover:bg-hover sm:grid-cols-[1fr_7rem_6rem]"
        >
          <span>
            <Link to="/findings" search={{ state: 'all', q: finding.personName, finding: finding.id }} data-row-link className="row-link">
              {finding.sentence}
            </Link>
            {finding.blocked && <span className="block text-meta text-warm">{finding.blocked}</span>}
          </span>
          <FindingMark finding={finding} />
          <Time at={finding.since} className="text-soft" />
        </li>
      ))}
    </ul>
  ) : (
    <p className="text-soft">Nothing: everything this person holds is as it should be.</p>
  )
