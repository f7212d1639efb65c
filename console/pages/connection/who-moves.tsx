import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'

export interface Mover {
  id: string
  name: string
}

interface WhoMovesProps {
  /** The app that they move from. */
  from: string
  /** Null for everybody. */
  movers: readonly Mover[] | null
  onChange: (movers: readonly Mover[] | null) => void
  onAdd: () => void
}

/** Everybody, or a few to begin with. */
export const WhoMoves = ({ from, movers, onChange, onAdd }: WhoMovesProps) => (
  <div className="grid gap-3">
    <div className="flex flex-wrap items-center gap-3">
      <span className="font-strong">Who moves</span>
      <Choice
        label="Who moves"
        options={[
          ['all', `Everybody in ${from}`],
          ['some', 'Some people'],
        ]}
        value={movers === null ? 'all' : 'some'}
        onChange={value => onChange(value === 'all' ? null : [])}
      />
    </div>
    {movers !== null && (
      <ul className="flex flex-wrap items-center gap-2">
        {movers.map(mover => (
          <li key={mover.id}>
            <Button aria-label={`Leave out ${mover.name}`} onClick={() => onChange(movers.filter(({ id }) => id !== mover.id))}>
              {mover.name} <span aria-hidden>×</span>
            </Button>
          </li>
        ))}
        <li>
          <Button look="quiet" onClick={onAdd}>
            Add somebody
          </Button>
        </li>
      </ul>
    )}
  </div>
)
