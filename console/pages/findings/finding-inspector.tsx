import { Link } from '@tanstack/react-router'
import type { Finding } from '@rollcall/contract'
import { useMay } from '../../data/me.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { adviceWords, costWords, kindWords } from '../vocabulary/finding-words.ts'
import { FindingMark } from '../vocabulary/roll-words.tsx'
import { mayBeClosed, refusalOf } from '../vocabulary/plannable.ts'
import { useMakePlan } from '../vocabulary/use-make-plan.ts'
import { FindingDecisions } from './finding-decisions.tsx'

interface FindingInspectorProps {
  /** Absent while its page of the list is on its way; null when it is in no page. */
  finding: Finding | null | undefined
  onClose: () => void
}

/** One finding with what it rests on. */
export const FindingInspector = ({ finding, onClose }: FindingInspectorProps) => {
  const mayPlan = useMay('plans:write')
  const { makePlan, making } = useMakePlan()
  if (!finding)
    return (
      <Inspector title="Finding" onClose={onClose}>
        {finding === null ? (
          <p className="text-soft">This finding is not in the list that is shown. It may be resolved, or filtered out.</p>
        ) : (
          <Lines count={6} />
        )}
      </Inspector>
    )
  const refusal = refusalOf(finding)
  return (
    <Inspector
      key={finding.id}
      title={finding.personName === finding.connectionName ? finding.personName : `${finding.personName} in ${finding.connectionName}`}
      onClose={onClose}
      actions={
        <>
          {mayPlan && finding.state === 'open' && finding.repair !== null && (
            <Button look="primary" disabled={refusal !== null} busy={making && 'Planning…'} onClick={() => makePlan([finding.id])}>
              Make a plan of this finding
            </Button>
          )}
          {mayPlan && mayBeClosed(finding) && (
            <Button busy={making && 'Planning…'} onClick={() => makePlan([finding.id], true)}>
              Make a plan that closes the account
            </Button>
          )}
          {finding.planId && (
            <Link to="/plans/$id" params={{ id: finding.planId }} className={buttonClass()}>
              Open its plan
            </Link>
          )}
          {finding.personId && (
            <Link to="/people/$id" params={{ id: finding.personId }} className={buttonClass('quiet')}>
              Open the person
            </Link>
          )}
        </>
      }
    >
      <div className="grid gap-6">
        <div className="grid gap-2">
          <p>
            <FindingMark finding={finding} />
          </p>
          <p className="font-serif text-read">{finding.sentence}</p>
          {finding.blocked && <p className="text-warm">{finding.blocked}</p>}
          {finding.repair === null && finding.state === 'open' && <p className="text-soft">{adviceWords[finding.kind]}</p>}
        </div>
        {mayPlan && finding.state !== 'resolved' && <FindingDecisions finding={finding} />}
        <Facts>
          <Fact term="Kind">{kindWords[finding.kind]}</Fact>
          {finding.cost && <Fact term="Costs">{costWords(finding.cost)}</Fact>}
          <Fact term="Owner">{finding.owner?.name ?? 'Nobody yet'}</Fact>
          {finding.note && <Fact term="Note">{finding.note}</Fact>}
          {finding.accepted && (
            <Fact term="Accepted">
              until <Time at={finding.accepted.until} />, by {finding.accepted.by}: {finding.accepted.reason}
            </Fact>
          )}
          <Fact term="True since">
            <Time at={finding.since} />
          </Fact>
          <Fact term="First seen">
            <Time at={finding.firstSeenAt} />
          </Fact>
          {finding.resolvedAt && (
            <Fact term="Resolved">
              <Time at={finding.resolvedAt} />
            </Fact>
          )}
        </Facts>
        <Section title="Evidence">
          <ol className="grid gap-4">
            {finding.evidence.map(({ source, statement, complete, at, readId }) => (
              <li key={`${readId}-${statement}`} className="grid gap-1">
                <p className="flex items-baseline justify-between gap-4">
                  <span className="font-strong">{source}</span>
                  <Time at={at} className="text-meta text-faint" />
                </p>
                <p>{statement}</p>
                <p className="text-meta">
                  {complete ? (
                    <StateMark shape="dot" tone="soft">
                      From a complete read
                    </StateMark>
                  ) : (
                    <StateMark shape="half" tone="warm">
                      From an incomplete read
                    </StateMark>
                  )}
                </p>
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </Inspector>
  )
}
