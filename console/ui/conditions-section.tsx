import { Fragment, type ReactNode } from 'react'
import { AddButton } from './add-button.tsx'
import { Choice } from './choice.tsx'

type Match = 'all' | 'any'

const matches = [
  ['all', 'All of these'],
  ['any', 'Any of these'],
] as const

/** One condition in its place. */
interface Place<Condition> {
  /** Counted from 1. */
  number: number
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}

interface ConditionsSectionProps<Condition> {
  title: string
  /** What is chosen where there are several: how many have to hold. */
  matchLabel: string
  match: Match
  onMatch: (match: Match) => void
  conditions: readonly Condition[]
  onConditions: (conditions: Condition[]) => void
  /** What a new one begins as. */
  first: Condition
  /** What it means that there are none. */
  none: string
  children: (place: Place<Condition>) => ReactNode
}

/** Conditions of which all or any have to hold, each written by the fields that `children` draws. */
export const ConditionsSection = <Condition,>({
  title,
  matchLabel,
  match,
  onMatch,
  conditions,
  onConditions,
  first,
  none,
  children,
}: ConditionsSectionProps<Condition>) => (
  <section className="grid gap-4" aria-label={title}>
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <h3 className="text-body font-strong">{title}</h3>
      {conditions.length > 1 && <Choice label={matchLabel} options={matches} value={match} onChange={onMatch} />}
    </div>
    {conditions.length === 0 && <p className="text-soft">{none}</p>}
    {conditions.map((condition, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- conditions have no identity but their place
      <Fragment key={`${index} of ${conditions.length}`}>
        {children({
          number: index + 1,
          condition,
          onChange: next => onConditions(conditions.with(index, next)),
          onRemove: () => onConditions(conditions.toSpliced(index, 1)),
        })}
      </Fragment>
    ))}
    <AddButton onClick={() => onConditions([...conditions, first])}>Add a condition</AddButton>
  </section>
)
