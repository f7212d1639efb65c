import type { AppMode, FindingKind } from '@rollcall/contract'
import { automaticWords } from '../vocabulary/approval-words.ts'
import { kindWords } from '../vocabulary/finding-words.ts'

interface AutomaticKindsProps {
  app: AppMode
  busy: boolean
  onChange: (kinds: FindingKind[]) => void
}

/** What the automatic mode of an app does by itself, to be ticked one by one; what the app cannot says why. */
export const AutomaticKinds = ({ app: { connectionName, kinds, automatic }, busy, onChange }: AutomaticKindsProps) => (
  <fieldset className="grid gap-1.5 sm:col-span-3" disabled={busy}>
    <legend className="mb-1.5 text-meta text-faint">What {connectionName} does by itself</legend>
    {automatic.map(({ kind, obstacle }) => {
      const chosen = kinds.includes(kind)
      return (
        <label key={kind} className="flex items-start gap-2.5">
          <input
            type="checkbox"
            className="mt-0.5 size-4 shrink-0"
            checked={chosen}
            // Without any kind the mode would mean nothing: another mode is chosen instead.
            disabled={chosen ? kinds.length === 1 : obstacle !== null}
            onChange={() => onChange(chosen ? kinds.filter(each => each !== kind) : [...kinds, kind])}
          />
          <span>
            {automaticWords[kind] ?? kindWords[kind]}
            {obstacle && <span className="block text-meta text-soft">People approve it in this app. {obstacle}</span>}
          </span>
        </label>
      )
    })}
    <p className="text-meta text-soft">
      Everything else waits for people: roles, licences, groups, new accounts, deletions, accounts of administrators, and whatever exceeds a guard.
    </p>
  </fieldset>
)
