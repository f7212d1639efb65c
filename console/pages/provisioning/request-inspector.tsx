import { Link } from '@tanstack/react-router'
import type { ProvisioningEntry } from '@rollcall/contract'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { Outcome } from './request-columns.tsx'
import { aboutWords, adviceFor, askedWords, clientWords } from './request-words.ts'
import { supportText } from './support-text.ts'

interface RequestInspectorProps {
  /** Absent while its page of the list is on its way; null when it is in no page. */
  entry: ProvisioningEntry | null | undefined
  onClose: () => void
}

/** One request: what was asked, what was done, why it was refused and what to do about it. */
export const RequestInspector = ({ entry, onClose }: RequestInspectorProps) => {
  if (!entry)
    return (
      <Inspector title="Request" onClose={onClose}>
        {entry === null ? (
          <p className="text-soft">This request is not in the list that is shown. It may be filtered out, or older than 30 days and gone.</p>
        ) : (
          <Lines count={8} />
        )}
      </Inspector>
    )
  const { subject, refusal } = entry
  const about = aboutWords(entry)
  return (
    <Inspector
      key={entry.id}
      title={about === null ? askedWords(entry) : `${askedWords(entry)}: ${about}`}
      onClose={onClose}
      actions={
        <>
          <Button look={refusal === null ? 'quiet' : 'primary'} onClick={() => void copyForSupport(entry)}>
            Copy for support
          </Button>
          {subject && (
            <Link from="/settings/provisioning" search={{ subject: subject.id, request: entry.id }} className={buttonClass('quiet')}>
              Only this {entry.path.startsWith('/Groups') ? 'group' : 'user'}
            </Link>
          )}
        </>
      }
    >
      <div className="grid gap-5">
        <div className="grid gap-2">
          <p>
            <Outcome entry={entry} />
          </p>
          {refusal !== null && (
            <>
              <p className="font-serif text-read">{refusal}</p>
              <p className="text-soft">{adviceFor(entry)}</p>
            </>
          )}
        </div>
        <Facts>
          <Fact term="When">
            <Time at={entry.at} />, in {Math.max(1, Math.round(entry.milliseconds))} ms
          </Fact>
          <Fact term="From">
            {clientWords[entry.client]}
            {entry.token && <span className="text-soft">, with the token {entry.token}</span>}
          </Fact>
          {entry.changed.length > 0 && <Fact term="Changed">{entry.changed.join(', ')}</Fact>}
          {entry.keptOut.length > 0 && (
            <Fact term="Kept out">
              {entry.keptOut.join(', ')}
              <span className="block text-meta text-faint">No schema has these; the rest was taken.</span>
            </Fact>
          )}
        </Facts>
        <Section title="Asked">
          <Wire head={`${entry.method} ${entry.path}`} lines={entry.query.split('&').filter(Boolean)} body={entry.body} />
        </Section>
        <Section title="Answered">
          <Wire head={String(entry.status)} lines={[]} body={entry.answer} />
        </Section>
      </div>
    </Inspector>
  )
}

interface WireProps {
  head: string
  lines: readonly string[]
  body: string | null
}

/** A message as it went over the wire, made readable. It has the keyboard, as it may be wider or longer than its place. */
const Wire = ({ head, lines, body }: WireProps) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached without a mouse
  <pre tabIndex={0} aria-label={head} className="max-h-96 overflow-auto rounded-base bg-rail px-3 py-2 font-mono text-meta break-words whitespace-pre-wrap">
    {[head, ...lines.map(line => `  ${line}`), ...(body === null ? [] : ['', readable(body)])].join('\n')}
  </pre>
)

const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

const copyForSupport = (entry: ProvisioningEntry): Promise<void> =>
  navigator.clipboard.writeText(supportText(entry)).then(
    () => say('Copied, without names, addresses and secrets.'),
    () => sayTrouble('The browser did not let it be copied. Allow this page to use the clipboard.'),
  )
