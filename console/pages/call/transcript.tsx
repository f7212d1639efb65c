import type { Engagement, Utterance } from '@rollcall/contract'
import { memo, useCallback, useDeferredValue, useMemo, useState, type MouseEvent } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { SearchField } from '../../ui/filter.tsx'
import { DownIcon } from '../../ui/icons.tsx'
import { clock, countOf } from '../../ui/numbers.ts'
import { useTyped } from '../../ui/use-typed.ts'
import { blocksOf, hitsOf, phrasesOf, piecesOf, type Block, type Range } from './transcript-blocks.ts'
import { cueId, type Jump } from './use-jump.ts'

interface TranscriptProps {
  engagement: Engagement
  utterances: readonly Utterance[]
  jump: Jump
  query: string
  onQuery: (query: string) => void
}

const noRanges: ReadonlyMap<number, readonly Range[]> = new Map()

/** Everything that was said, set to be read. Paragraphs off the screen are not laid out, so that hours of talk stay light. */
export const Transcript = ({ engagement, utterances, jump, query, onQuery }: TranscriptProps) => {
  const [typed, setTyped] = useTyped(query, onQuery)
  const deferred = useDeferredValue(typed)
  const blocks = useMemo(() => blocksOf(utterances), [utterances])
  const phrases = useMemo(() => phrasesOf(engagement.moments), [engagement.moments])
  const hits = useMemo(() => hitsOf(utterances, deferred), [utterances, deferred])
  const names = useMemo(() => new Map(engagement.speakers.map(({ index, name }) => [index, name])), [engagement.speakers])
  const onClick = (event: MouseEvent) => {
    const time = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-at]') : null
    if (!time || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    jump.to(Number(time.dataset.at))
  }
  return (
    <section aria-label="Transcript" className="min-w-0">
      <TranscriptSearch typed={typed} setTyped={setTyped} hits={hits} jump={jump} />
      {/* The times are links and hear their own Enter; one listener serves them all. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className="font-serif text-read" lang={engagement.language ?? undefined} onClick={onClick}>
        {blocks.map(block => {
          const first = block.utterances[0]?.index ?? 0
          const holds = (ranges: ReadonlyMap<number, unknown>) => block.utterances.some(({ index }) => ranges.has(index))
          return (
            <Paragraph
              key={first}
              block={block}
              name={block.opensTurn ? names.get(block.speaker) : undefined}
              phrases={holds(phrases) ? phrases : noRanges}
              hits={holds(hits) ? hits : noRanges}
              current={block.utterances.some(({ index }) => index === jump.current) ? jump.current : undefined}
            />
          )
        })}
      </div>
    </section>
  )
}

interface ParagraphProps {
  block: Block
  name: string | undefined
  phrases: ReadonlyMap<number, readonly Range[]>
  hits: ReadonlyMap<number, readonly Range[]>
  current: number | undefined
}

const Paragraph = memo(function Paragraph({ block, name, phrases, hits, current }: ParagraphProps) {
  const first = block.utterances[0]
  return (
    <div className={`[contain-intrinsic-size:auto_5rem] [content-visibility:auto] grid grid-cols-[3.25rem_1fr] pl-1 ${name ? 'pt-4' : 'pt-1.5'}`}>
      <a
        href={`?at=${first?.index}`}
        data-at={first?.index}
        className={`font-sans text-meta text-faint tabular-nums hover:text-accent ${name ? 'pt-7' : 'pt-1'}`}
      >
        {clock(first?.start ?? 0)}
      </a>
      <div className="min-w-0">
        {name && <p className="font-sans text-body font-strong">{name}</p>}
        <p>
          {block.utterances.map(utterance => (
            <Cue
              key={utterance.index}
              utterance={utterance}
              ranges={[...(phrases.get(utterance.index) ?? []), ...(hits.get(utterance.index) ?? [])]}
              current={utterance.index === current}
            />
          ))}
        </p>
      </div>
    </div>
  )
})

const Cue = ({ utterance, ranges, current }: { utterance: Utterance; ranges: readonly Range[]; current: boolean }) => (
  <span
    id={cueId(utterance.index)}
    tabIndex={-1}
    aria-current={current ? 'true' : undefined}
    className="rounded-small box-decoration-clone aria-[current=true]:bg-accent-wash aria-[current=true]:shadow-[0_0_0_3px_var(--color-accent-wash)]"
  >
    {ranges.length === 0
      ? utterance.text
      : piecesOf(utterance.text, ranges).map(({ start, text, range }) =>
          range === undefined ? (
            text
          ) : range.look === 'hit' ? (
            <mark key={start}>{text}</mark>
          ) : (
            <span key={start} title={range.title} className="underline decoration-accent decoration-2 underline-offset-3">
              {text}
            </span>
          ),
        )}{' '}
  </span>
)

interface TranscriptSearchProps {
  typed: string
  setTyped: (text: string) => void
  hits: ReadonlyMap<number, readonly Range[]>
  jump: Jump
}

const TranscriptSearch = ({ typed, setTyped, hits, jump }: TranscriptSearchProps) => {
  const [place, setPlace] = useState(0)
  const cues = useMemo(() => [...hits.keys()], [hits])
  const go = useCallback(
    (by: 1 | -1) => {
      if (!cues.length) return
      const from = jump.current !== undefined && cues.includes(jump.current) ? cues.indexOf(jump.current) : by === 1 ? -1 : 0
      const next = (from + by + cues.length) % cues.length
      setPlace(next)
      const input = document.activeElement
      jump.to(cues[next] ?? 0)
      // The search keeps the focus, so that Enter goes on to the next.
      if (input instanceof HTMLInputElement) input.focus({ preventScroll: true })
    },
    [cues, jump],
  )
  return (
    <div className="screen-only sticky top-0 z-10 flex items-center gap-2 border-t border-line bg-paper py-3">
      <SearchField
        label="Search in this call"
        className="w-full max-w-80"
        value={typed}
        onChange={setTyped}
        onKeyDown={event => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
        }}
      />
      {typed.trim().length > 1 && (
        <>
          <output className="text-meta whitespace-nowrap text-soft tabular-nums">
            {cues.length ? `${Math.min(place + 1, cues.length)} of ${countOf(cues.length, 'place')}` : 'Not said'}
          </output>
          <IconButton label="Place before" disabled={!cues.length} onClick={() => go(-1)}>
            <DownIcon className="rotate-180" />
          </IconButton>
          <IconButton label="Next place" disabled={!cues.length} onClick={() => go(1)}>
            <DownIcon />
          </IconButton>
        </>
      )}
    </div>
  )
}
