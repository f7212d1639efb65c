import type { Moment, MomentKind } from '@rollcall/contract'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { clock, count } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { MomentShape } from './moment-shape.tsx'
import type { Jump } from './use-jump.ts'

const firstFew = 5

const titles: readonly (readonly [MomentKind, string])[] = [
  ['next_step', 'Next steps'],
  ['pricing', 'Price'],
  ['tracker', 'Trackers'],
  ['question', 'Questions'],
]

/** The moments as text, kind by kind; the same as the marks above, for those who read rather than look. */
export const MomentsSections = ({ moments, jump }: { moments: readonly Moment[]; jump: Jump }) =>
  titles.map(([kind, title]) => {
    const own = moments.filter(moment => moment.kind === kind)
    return own.length ? <MomentList key={kind} kind={kind} title={title} moments={own} jump={jump} /> : null
  })

const MomentList = ({ kind, title, moments, jump }: { kind: MomentKind; title: string; moments: readonly Moment[]; jump: Jump }) => {
  const [all, setAll] = useState(false)
  return (
    <Section title={title} aside={<span className="text-meta text-faint tabular-nums">{count(moments.length)}</span>}>
      <ul className="-mx-2 grid">
        {(all ? moments : moments.slice(0, firstFew)).map(moment => (
          <li key={`${moment.utterance}-${moment.offset}-${moment.name}`}>
            <button
              type="button"
              onClick={() => jump.to(moment.utterance)}
              className="grid w-full grid-cols-[auto_1fr_auto] items-baseline gap-x-2 rounded-base px-2 py-1 text-left hover:bg-hover"
            >
              <MomentShape kind={kind} />
              <span className="line-clamp-2 font-serif">
                {kind === 'tracker' && <span className="font-sans font-strong">{moment.name} </span>}
                {moment.sentence}
              </span>
              <span className="text-meta text-faint tabular-nums">{clock(moment.at)}</span>
            </button>
          </li>
        ))}
      </ul>
      {moments.length > firstFew && (
        <Button look="quiet" className="-ml-3 mt-1" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(moments.length)}`}
        </Button>
      )}
    </Section>
  )
}
