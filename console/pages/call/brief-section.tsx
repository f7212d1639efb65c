import type { BriefSentence, Engagement, Utterance } from '@rollcall/contract'
import { clock } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import type { Jump } from './use-jump.ts'

interface BriefSectionProps {
  engagement: Engagement
  utterances: readonly Utterance[] | undefined
  jump: Jump
}

/** What it was about, and who does what next; every sentence says which words it rests on. */
export const BriefSection = ({ engagement: { brief, state }, utterances, jump }: BriefSectionProps) => {
  const cited = (sentence: BriefSentence) => <Sentence key={sentence.text} sentence={sentence} utterances={utterances} jump={jump} />
  if (!brief)
    return (
      <Section title="Brief">{state === 'failed' ? <p className="text-soft">There is none.</p> : <p className="text-soft">It is being written.</p>}</Section>
    )
  return (
    <>
      <Section
        title="Brief"
        aside={<span className="text-meta text-faint">{brief.engine === 'extractive' ? 'In the speakers’ words' : `Written by ${brief.engine}`}</span>}
      >
        {brief.reason && <p className="text-soft">{brief.reason}</p>}
        <ul className="grid gap-2.5">{brief.summary.map(cited)}</ul>
      </Section>
      {brief.actionItems.length > 0 && (
        <Section title="Action items">
          <ul className="grid gap-2.5">{brief.actionItems.map(cited)}</ul>
        </Section>
      )}
    </>
  )
}

const Sentence = ({ sentence, utterances, jump }: { sentence: BriefSentence; utterances: readonly Utterance[] | undefined; jump: Jump }) => (
  <li className="font-serif text-read leading-snug">
    {sentence.owner && <span className="font-sans text-body font-strong">{sentence.owner}: </span>}
    {sentence.text}{' '}
    {sentence.utterances.map(index => (
      <button
        key={index}
        type="button"
        onClick={() => jump.to(index)}
        aria-label={`Go to the words at ${clock(utterances?.[index]?.start ?? 0)}`}
        className="mr-1.5 rounded-small font-sans text-meta text-accent tabular-nums hover:underline"
      >
        {utterances?.[index] ? clock(utterances[index].start) : '…'}
      </button>
    ))}
  </li>
)
