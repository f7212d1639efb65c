import type { Scope } from '@rollcall/contract'
import { useMe } from '../../data/me.ts'
import { scopes, scopeWords } from './scope-words.ts'

interface ScopeBoxesProps {
  legend: string
  chosen: readonly Scope[]
  onChange: (chosen: Scope[]) => void
}

/** What may be done, to be ticked; nobody gives more than they have. */
export const ScopeBoxes = ({ legend, chosen, onChange }: ScopeBoxesProps) => {
  const mine = useMe()?.permissions ?? []
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-strong">{legend}</legend>
      {scopes.map(scope => (
        <label key={scope} className={`flex items-center gap-2.5 ${mine.includes(scope) ? 'cursor-pointer' : 'text-faint'}`}>
          <input
            type="checkbox"
            className="size-4"
            checked={chosen.includes(scope)}
            disabled={!mine.includes(scope)}
            onChange={() => onChange(chosen.includes(scope) ? chosen.filter(one => one !== scope) : [...chosen, scope])}
          />
          {scopeWords[scope]}
          <span className="ml-auto font-mono text-meta text-faint">{scope}</span>
        </label>
      ))}
    </fieldset>
  )
}
