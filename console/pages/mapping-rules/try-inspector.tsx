import type { MappingRule, Reply, tryMappingRules } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useTryRules } from '../../data/mapping-rules.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { becauseWords, givesWords, kindWords, type RoleNames, whenWords } from '../vocabulary/rule-words.ts'

const kinds = [
  ['user', 'A SCIM user'],
  ['claims', 'Claims'],
] as const

const objectIn = (text: string): Record<string, unknown> | null => {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Holds the draft against one user or one set of claims that is pasted, and shows of each rule what it found. */
export const TryInspector = ({ rules, roles, onClose }: { rules: readonly MappingRule[]; roles: RoleNames; onClose: () => void }) => {
  const attempt = useTryRules()
  const [kind, setKind] = useState<'user' | 'claims'>('user')
  const [text, setText] = useState('')
  const pasted = objectIn(text)
  const isWrong = text.trim() !== '' && pasted === null
  return (
    <Inspector title="Try the rules" onClose={onClose}>
      <form
        className="grid justify-items-start gap-4"
        onSubmit={event => {
          event.preventDefault()
          if (pasted) attempt.mutate({ [kind]: pasted, rules: [...rules] })
        }}
      >
        <Choice label="What is pasted" options={kinds} value={kind} onChange={setKind} />
        <TextArea
          label="JSON"
          className="w-full [&_textarea]:font-mono [&_textarea]:text-meta"
          rows={8}
          value={text}
          spellCheck={false}
          placeholder={kind === 'user' ? '{ "userName": "ana@example.com", "title": "AE" }' : '{ "department": ["Sales"] }'}
          hint="The provisioning log shows what your identity provider sent. Nothing is saved."
          error={isWrong ? 'This is not a JSON object. Paste it from its first brace to its last.' : attempt.error ? sentenceOf(attempt.error) : undefined}
          onChange={event => setText(event.target.value)}
        />
        <Button type="submit" disabled={!pasted} busy={attempt.isPending && 'Trying…'}>
          Try it
        </Button>
      </form>
      {attempt.data && <Outcome tried={attempt.data} roles={roles} />}
    </Inspector>
  )
}

const Outcome = ({ tried: { result, steps, ignored }, roles }: { tried: Reply<typeof tryMappingRules>; roles: RoleNames }) => {
  const rules = steps.map(({ rule }) => rule)
  return (
    <div className="mt-6 grid gap-5" aria-live="polite">
      <ul className="grid gap-1">
        {result.map(({ kind, value, because }) => (
          <li key={kind} className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-soft">{kindWords[kind]}</span> <span className="font-strong">{value ?? 'none'}</span>
            <span className="text-meta text-faint">{becauseWords(because, rules)}</span>
          </li>
        ))}
      </ul>
      {ignored.length > 0 && <p className="text-meta text-faint">Kept out, as no schema has it: {ignored.join(', ')}.</p>}
      <ol className="border-t border-line">
        {steps.map(({ rule, matches, conditions, gives }, index) => (
          <li key={rule.id} className="grid gap-0.5 border-b border-line py-2">
            <span className="text-soft">
              {index + 1}. {whenWords(rule, index === 0)}, {givesWords(rule, roles)}
            </span>
            <StateMark shape={gives.length ? 'dot' : matches ? 'ring' : 'dash'} tone={gives.length ? 'ink' : 'soft'}>
              {gives.length ? 'Decides' : matches ? 'Matches, but it was decided already' : 'Does not match'}
            </StateMark>
            {conditions.length > 0 && (
              <span className="text-meta text-faint">Found: {conditions.map(({ found }) => (found.length ? found.join(', ') : 'nothing')).join('; ')}</span>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
