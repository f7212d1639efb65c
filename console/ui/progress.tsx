import { classNames } from './class-names.ts'

interface ProgressProps {
  /** What is under way, with its counts: `5 of 7 steps verified`. */
  label: string
  /** Share of 1, or null while nobody knows how much there is. */
  share: number | null
  tone?: 'accent' | 'proof'
}

const fills = {
  accent: '[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-value]:bg-accent',
  proof: '[&::-moz-progress-bar]:bg-proof [&::-webkit-progress-value]:bg-proof',
}

/** The counts in words, and a thin line that fills. */
export const Progress = ({ label, share, tone = 'accent' }: ProgressProps) => (
  <div className="grid gap-1.5">
    <p className="text-meta text-soft tabular-nums">{label}</p>
    <progress
      aria-label={label}
      {...(share !== null && { value: share })}
      className={classNames('thin-progress h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-line', fills[tone])}
    />
  </div>
)
