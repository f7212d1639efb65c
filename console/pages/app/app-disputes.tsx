import type { App } from '@rollcall/contract'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { topicWords, VerdictMark } from '../vocabulary/app-words.tsx'

/** Where the sources contradict each other: both sides, and what settles it. */
export const AppDisputes = ({ app }: { app: App }) => (
  <Section title="The sources disagree">
    <ul className="grid gap-5">
      {app.disputes.map(({ topic, facts, settledBy }) => (
        <li key={topic} className="grid gap-1.5">
          <p className="font-strong">{topicWords[topic]}</p>
          {facts.map(({ statement, source, verdict }) => (
            <p key={statement} className="grid gap-x-4 sm:grid-cols-[8rem_1fr]">
              {verdict && <VerdictMark verdict={verdict} />}
              <span>
                {statement} <span className="text-meta text-faint">{app.sources.find(({ id }) => id === source)?.title}</span>
              </span>
            </p>
          ))}
          {settledBy ? (
            <p>
              <StateMark shape="check" tone="proof">
                Settled
              </StateMark>{' '}
              <span className="text-soft">{settledBy.sentence}</span>
            </p>
          ) : (
            <p className="text-soft">Unsettled. A connection by SCIM that works decides it.</p>
          )}
        </li>
      ))}
    </ul>
  </Section>
)
