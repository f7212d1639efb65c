import { useId } from 'react'
import { classNames } from './class-names.ts'

interface ChoiceProps<Value extends string> {
  label: string
  options: readonly (readonly [Value, string])[]
  value: Value
  onChange: (value: Value) => void
  disabled?: boolean
}

/** A few answers side by side, one of which holds: radio buttons in the shape of a segmented bar. */
export const Choice = <Value extends string>({ label, options, value, onChange, disabled }: ChoiceProps<Value>) => {
  const name = useId()
  return (
    <fieldset className="inline-flex rounded-base border border-line bg-rail p-0.5" disabled={disabled}>
      <legend className="sr-only">{label}</legend>
      {options.map(([option, words]) => (
        <label
          key={option}
          className={classNames(
            'relative cursor-pointer rounded-small px-2.5 py-1 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent',
            option === value ? 'bg-raised font-strong text-ink shadow-[0_0_0_1px_var(--color-line)]' : 'text-soft hover:text-ink',
          )}
        >
          <input type="radio" className="sr-only" name={name} checked={option === value} onChange={() => onChange(option)} />
          {words}
        </label>
      ))}
    </fieldset>
  )
}
