import type { UseQueryResult } from '@tanstack/react-query'
import type { AccessRulesPreview } from '@rollcall/contract'
import { useSaveAccessRules } from '../../data/access-rules.ts'
import { sentenceOf } from '../../data/api-problem.ts'
import { ActionBar } from '../../ui/action-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { changeWords, partWords } from '../vocabulary/access-rule-words.ts'
import { kindWords } from '../vocabulary/finding-words.ts'
import type { Draft } from './use-draft.ts'

interface RulesEffectProps {
  draft: Draft
  isFinished: boolean
  preview: UseQueryResult<AccessRulesPreview>
  /** Whether the preview is that of the draft as it is now. */
  isCurrent: boolean
}

/** What the draft would do, person by person, and the one place where it is saved. */
export const RulesEffect = ({ draft, isFinished, preview, isCurrent }: RulesEffectProps) => {
  const save = useSaveAccessRules()
  const trouble = preview.error ?? save.error
  const shown = isFinished && !preview.error ? preview.data : undefined
  // A promise, as this leaves the page when the draft is what is in force.
  const submit = async ({ hash }: AccessRulesPreview) => {
    // When it is refused, its sentence is shown above the preview.
    const saved = await save.mutateAsync({ ...draft.asks, hash }).catch(() => null)
    if (saved === null) return
    draft.discard()
    say(`Saved as version ${saved.version}. No account was changed.`)
  }
  return (
    <Section title="What it would do" aside={shown && !isCurrent && <span className="text-meta text-faint">Looking again…</span>}>
      {!isFinished && <p className="text-soft">Something is not finished yet. What the rules would do is shown as soon as it is.</p>}
      {isFinished && trouble && <Trouble sentence={sentenceOf(trouble)} retry={() => void preview.refetch()} />}
      {isFinished && !shown && !preview.error && <Lines count={4} />}
      {shown && <Effect preview={shown} />}
      <ActionBar says={shown ? 'Saving changes no account; a plan of the findings does.' : 'Nothing is saved yet.'}>
        <Button onClick={draft.discard}>Discard</Button>
        {shown && (
          <Button look="primary" disabled={!isCurrent} busy={save.isPending && 'Saving…'} onClick={() => void submit(shown)}>
            {draft.restores === undefined ? 'Save the rules' : `Restore version ${draft.restores}`}
          </Button>
        )}
      </ActionBar>
    </Section>
  )
}

const Effect = ({ preview: { changes, warnings, opened, resolved, persons, items } }: { preview: AccessRulesPreview }) => (
  <div className="grid gap-4">
    {changes.length === 0 ? (
      <p className="text-soft">It says what is in force already.</p>
    ) : (
      <ul aria-label="Changes" className="grid gap-0.5">
        {changes.map(({ what, name, change }) => (
          <li key={`${what} ${name}`} className="break-words">
            {changeWords[change]} {partWords[what]}: <span className="font-strong">{name}</span>
          </li>
        ))}
      </ul>
    )}
    {warnings.length > 0 && (
      <ul aria-label="Perhaps not meant" className="grid gap-0.5 text-warm">
        {warnings.map(({ at, sentence }) => (
          <li key={at}>{sentence}</li>
        ))}
      </ul>
    )}
    <p>
      {countOf(opened, 'finding')} would open and {resolved} would be resolved, about {countOf(persons, 'person', 'people')}.
    </p>
    {items.length > 0 && (
      <ul aria-label="Whom it would touch" className="border-t border-line">
        {items.map(({ change, kind, personName, connectionName, sentence }) => (
          <li key={`${change} ${kind} ${personName} ${connectionName}`} className="grid gap-0.5 border-b border-line py-2">
            <span className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-strong">{personName}</span>
              <span className="text-meta text-faint">
                {change === 'opened' ? 'Opens' : 'Resolved'}: {kindWords[kind]}
              </span>
            </span>
            <span className="text-soft">{sentence}</span>
          </li>
        ))}
      </ul>
    )}
    {items.length < opened + resolved && <p className="text-meta text-faint">The first {items.length} are shown.</p>}
  </div>
)
