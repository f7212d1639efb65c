import type { ErasureMode, ErasureSummary } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'

export const modeWords: Record<ErasureMode, string> = { remove: 'Removed', pseudonymise: 'Kept under another name' }

export const ErasureMark = ({ erasure }: { erasure: ErasureSummary }) =>
  erasure.state === 'done' ? (
    <StateMark shape="check" tone="soft">
      Done
    </StateMark>
  ) : (
    <StateMark shape="half" tone="warm">
      Under way
    </StateMark>
  )
