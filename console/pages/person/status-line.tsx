import type { AccountStatus, RosterMark } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'
import { statusWords } from '../vocabulary/roll-words.tsx'

interface StatusLineProps {
  status: AccountStatus
  /** The vendor's own word. */
  vendorStatus: string
  mark?: RosterMark['mark'] | undefined
}

/** How a login stands, in our word and in the vendor's. */
export const StatusLine = ({ status, vendorStatus, mark }: StatusLineProps) => (
  <span title={`${vendorStatus} at the source`}>
    {mark === 'should_not_be' ? (
      <StateMark shape="diamond" tone="warm">
        {statusWords[status]}, should not be
      </StateMark>
    ) : (
      <StateMark shape={status === 'active' ? 'dot' : 'ring'} tone={status === 'active' ? 'ink' : 'soft'}>
        {statusWords[status]}
      </StateMark>
    )}
  </span>
)
