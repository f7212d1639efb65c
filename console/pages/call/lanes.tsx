import type { Engagement, Moment, MomentKind, Side, Utterance } from '@rollcall/contract'
import { useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { clock, countOf, percent } from '../../ui/numbers.ts'
import { momentWords, sideWords } from '../vocabulary/call-words.tsx'
import { inLaneOrder, lanePath, marksOf, ticksOf } from './lane-geometry.ts'
import { LaneMarks } from './lane-marks.tsx'
import { MomentShape } from './moment-shape.tsx'
import type { Jump } from './use-jump.ts'

const mostLanes = 8
const laneLook: Record<Side, string> = {
  customer: 'fill-ink',
  rep: 'fill-ink/35',
  unknown: 'fill-transparent stroke-ink/50',
}

interface LanesProps {
  engagement: Engagement
  utterances: readonly Utterance[]
  jump: Jump
}

/** Who spoke when, and where the moments are. Any place in it leads to the words. */
export const Lanes = ({ engagement, utterances, jump }: LanesProps) => {
  const [all, setAll] = useState(false)
  const [hidden, setHidden] = useState<readonly MomentKind[]>([])
  const [peek, setPeek] = useState<Moment | null>(null)
  const { durationSeconds: duration, moments } = engagement
  const ordered = useMemo(() => inLaneOrder(engagement.speakers), [engagement.speakers])
  const speakers = all ? ordered : ordered.slice(0, mostLanes)
  const paths = useMemo(() => new Map(ordered.map(({ index }) => [index, lanePath(utterances, index, duration)])), [ordered, utterances, duration])
  const talked = ordered.reduce((sum, { talkSeconds }) => sum + talkSeconds, 0)
  const kinds = (Object.keys(momentWords) as MomentKind[]).filter(kind => moments.some(moment => moment.kind === kind))
  const sides = (['customer', 'rep', 'unknown'] as const).filter(side => ordered.some(speaker => speaker.side === side))
  const shown = moments.filter(({ kind }) => !hidden.includes(kind))
  const speakerOf = (moment: Moment) => engagement.speakers.find(({ index }) => index === moment.speaker)?.name ?? 'Someone'

  return (
    <section aria-label="Who spoke when" className="screen-only border-t border-line pt-4 pb-3">
      <div className="grid">
        {speakers.map(({ index, name, side, talkSeconds }) => (
          <div key={index} className="grid items-center gap-x-4 sm:grid-cols-[11rem_1fr]">
            <p className="flex min-w-0 justify-between gap-3 text-meta max-sm:pt-2" title={`${name}, ${sideWords[side].toLowerCase()}`}>
              <span className={classNames('truncate', side === 'customer' && 'font-strong')}>{name}</span>
              <span className="text-faint tabular-nums">{talked > 0 && percent(Math.round((talkSeconds / talked) * 100) / 100)}</span>
            </p>
            <LaneTrack path={paths.get(index) ?? ''} look={laneLook[side]} duration={duration} onTime={seconds => jump.toTime(seconds, index)}>
              <LaneMarks
                name={name}
                moments={marksOf(shown, index, duration)}
                duration={duration}
                onPeek={setPeek}
                onOpen={moment => jump.to(moment.utterance)}
              />
            </LaneTrack>
          </div>
        ))}
        <Axis duration={duration} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-meta text-soft sm:pl-48">
        {kinds.map(kind => {
          const many = moments.filter(moment => moment.kind === kind).length
          return (
            <button
              key={kind}
              type="button"
              aria-pressed={!hidden.includes(kind)}
              onClick={() => setHidden(before => (before.includes(kind) ? before.filter(one => one !== kind) : [...before, kind]))}
              className="inline-flex items-center gap-1.5 rounded-small py-1 hover:text-ink aria-[pressed=false]:line-through aria-[pressed=false]:opacity-60"
            >
              <MomentShape kind={kind} />
              {countOf(many, ...momentWords[kind])}
            </button>
          )
        })}
        <SideKey sides={sides} />
        {ordered.length > mostLanes && (
          <Button look="quiet" onClick={() => setAll(!all)}>
            {all ? 'Show fewer speakers' : `Show ${countOf(ordered.length - mostLanes, 'more speaker')}`}
          </Button>
        )}
      </div>
      <p className="mt-1 h-6 truncate sm:pl-48" aria-hidden="true">
        {peek ? (
          <>
            <span className="text-meta text-faint tabular-nums">
              {clock(peek.at)} {speakerOf(peek)}, {peek.name}
            </span>{' '}
            <span className="font-serif">{peek.sentence}</span>
          </>
        ) : (
          <span className="text-meta text-faint">Point at a mark to read it; press anywhere to go to the words.</span>
        )}
      </p>
    </section>
  )
}

const SideKey = ({ sides }: { sides: readonly Side[] }) => (
  <span className="ml-auto flex gap-4">
    {sides.map(side => (
      <span key={side} className="inline-flex items-center gap-1.5">
        <svg viewBox="0 0 14 8" width="14" height="8" aria-hidden="true">
          <rect x="0.5" y="0.5" width="13" height="7" className={laneLook[side]} />
        </svg>
        {sideWords[side]}
      </span>
    ))}
  </span>
)

interface LaneTrackProps {
  path: string
  look: string
  duration: number
  onTime: (seconds: number) => void
  children: React.ReactNode
}

/** One lane. The pointer may press anywhere in it; the keyboard walks its marks, and the transcript itself. */
const LaneTrack = ({ path, look, duration, onTime, children }: LaneTrackProps) => (
  <div className="relative h-8 border-b border-line">
    <svg
      viewBox={`0 0 ${Math.max(duration, 1)} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-x-0 bottom-1.5 h-2.5 w-full cursor-pointer"
      onClick={event => {
        const { left, width } = event.currentTarget.getBoundingClientRect()
        onTime(((event.clientX - left) / width) * duration)
      }}
    >
      <rect width={duration} height="1" fill="transparent" />
      <path d={path} className={look} vectorEffect="non-scaling-stroke" />
    </svg>
    {children}
  </div>
)

const Axis = ({ duration }: { duration: number }) => (
  <div className="relative ml-0 h-5 text-meta text-faint tabular-nums sm:ml-48" aria-hidden="true">
    {ticksOf(duration).map((seconds, index) => (
      <span
        key={seconds}
        className={classNames('absolute top-0.5', index > 0 && '-translate-x-1/2')}
        style={{ left: `${(seconds / Math.max(duration, 1)) * 100}%` }}
      >
        {clock(seconds)}
      </span>
    ))}
  </div>
)
