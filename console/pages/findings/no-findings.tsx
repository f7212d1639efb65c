import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'

interface NoFindingsProps {
  narrowed: boolean
  /** How many connections there are. */
  connected: number
  onClear: () => void
}

/** Nothing is out of step, nothing fits the filters, or nothing was ever read: three different things. */
export const NoFindings = ({ narrowed, connected, onClear }: NoFindingsProps) => {
  if (narrowed)
    return (
      <Empty title="No finding fits." action={<Button onClick={onClear}>Show the open findings</Button>}>
        <p>Fewer filters find more.</p>
      </Empty>
    )
  if (connected > 0)
    return (
      <Empty title="Everything is in step.">
        <p>Everybody who is there has what they should, and nobody who left can sign in. It is compared again after each read.</p>
      </Empty>
    )
  return (
    <Empty
      title="Nothing to compare yet."
      action={
        <Link to="/connections" hash="catalogue" className={buttonClass()}>
          Connect an identity provider and an app
        </Link>
      }
    >
      <p>Rollcall compares who should have an account, as the identity provider says, with who has one. It needs one of each to begin.</p>
    </Empty>
  )
}
