import { useQuery } from '@tanstack/react-query'
import type { AccessRules, AccessRulesPreview } from '@rollcall/contract'
import { accessRulesPreview, useSaveAccessRules } from '../../data/access-rules.ts'
import { sentenceOf } from '../../data/api-problem.ts'
import { ActionBar } from '../../ui/action-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { changeWords, partWords } from '../vocabulary/access-rule-words.ts'
import { kindWords } from '../vocabulary/finding-words.ts'

/** What a draft would do, and the one place where it is saved. */
export const RulesEffect = ({ document, onSaved }: { document: AccessRules; onSaved: () => void }) => {
  const query = useQuery(accessRulesPreview(document))
  const save = useSaveAccessRules()
  const trouble = query.error ?? save.error
  const submit = async ({ hash }: AccessRulesPreview) => {
    // When it is refused, its sentence is shown above the preview.
    const saved = await save.mutateAsync({ document, hash }).catch(() => null)
    if (saved === null) return
    onSaved()
    say(`Saved as version ${saved.version}. No account was changed.`)
  }
  return (
    <Section title="What it would do">
      {trouble && <Trouble sentence={sentenceOf(trouble)} retry={() => void query.refetch()} />}
      {!query.data && !query.error && <Lines count={4} />}
      {query.data && !query.error && (
        <>
          <Effect preview={query.data} />
          <ActionBar says="Saving changes no account; a plan of the findings does.">
            <Button
              look="primary"
              disabled={query.isPlaceholderData || query.data.changes.length === 0}
              busy={save.isPending && 'Saving…'}
              onClick={() => void submit(query.data)}
            >
              Save the rules
            </Button>
          </ActionBar>
        </>
      )}
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
          <li key={`${what} ${name}`}>
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
      <ul aria-label="Findings" className="border-t border-line">
        {items.map(({ change, kind, personName, connectionName, sentence }) => (
          <li key={`${change} ${kind} ${personName} ${connectionName}`} className="grid gap-0.5 border-b border-line py-2">
            <span className="text-meta text-faint">
              {change === 'opened' ? 'Opens' : 'Resolved'}: {kindWords[kind]}
            </span>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    )}
  </div>
)
