import { classNames } from './class-names.ts'

interface SwitchProps {
  label: string
  hint?: string
  on: boolean
  onChange: (on: boolean) => void
}

export const Switch = ({ label, hint, on, onChange }: SwitchProps) => (
  <label className="flex cursor-pointer items-start gap-3">
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      onClick={() => onChange(!on)}
      className={classNames('relative mt-0.5 h-4.5 w-8 shrink-0 rounded-full border', on ? 'border-accent bg-accent' : 'border-edge bg-raised')}
    >
      <span
        className={classNames('absolute top-[2px] left-[2px] size-3 rounded-full transition-transform', on ? 'translate-x-3.5 bg-accent-ink' : 'bg-edge')}
      />
    </button>
    <span>
      {label}
      {hint && <span className="block text-meta text-faint">{hint}</span>}
    </span>
  </label>
)
