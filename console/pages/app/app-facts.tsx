import type { App } from '@rollcall/contract'
import { Section } from '../../ui/section.tsx'
import { sourceNumber, TopicMark, topics, topicWords } from '../vocabulary/app-words.tsx'

/** Topic by topic: the answer, and each statement with its source. */
export const AppFacts = ({ app }: { app: App }) => (
  <Section title="What it can">
    <dl className="grid gap-4">
      {topics
        .map(topic => ({ topic, facts: app.facts.filter(fact => fact.topic === topic) }))
        .filter(({ facts }) => facts.length)
        .map(({ topic, facts }) => (
          <div key={topic}>
            <dt className="flex items-baseline justify-between gap-4">
              <span className="font-strong">{topicWords[topic]}</span>
              <TopicMark app={app} topic={topic} />
            </dt>
            {facts.map(({ statement, source }) => (
              <dd key={statement} className="text-soft">
                {statement} <span className="text-meta text-faint">[{sourceNumber(app, source)}]</span>
              </dd>
            ))}
          </div>
        ))}
    </dl>
  </Section>
)
