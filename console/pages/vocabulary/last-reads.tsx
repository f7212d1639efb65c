import type { ReadVerdict } from '@rollcall/contract'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { VerdictMark, verdictWords } from './connection-words.tsx'

/** How the last reads ended. From an incomplete read nothing that removes access can be planned. */
export const LastReads = ({ reads }: { reads: readonly ReadVerdict[] }) => (
  <Section title="Last reads">
    {reads.length ? (
      <ol className="grid gap-4">
        {reads.map(read => (
          <li key={read.id} className="grid gap-1">
            <p className="flex items-baseline justify-between gap-4">
              <span className="tabular-nums">{verdictWords(read)}</span>
              <Time at={read.endedAt} className="text-meta text-faint" />
            </p>
            <p>
              <VerdictMark verdict={read} />
            </p>
            {read.problems.map(problem => (
              <p key={problem} className="text-warm">
                {problem}
              </p>
            ))}
            {!read.complete && <p className="text-meta text-soft">Nothing that removes access can be planned from it.</p>}
          </li>
        ))}
      </ol>
    ) : (
      <p className="text-soft">It has not been read yet.</p>
    )}
  </Section>
)
