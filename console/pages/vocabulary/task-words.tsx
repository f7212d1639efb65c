import type { TaskState, TaskSummary } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

const looks: Record<TaskState, readonly [Shape, Tone, string]> = {
  open: ['ring', 'ink', 'To do'],
  waits_for_proof: ['half', 'ink', 'Done, waits for proof'],
  proven: ['check', 'proof', 'Proven by a read'],
  attested: ['half', 'soft', 'Attested, not verified'],
  failed: ['cross', 'warm', 'Cannot be done'],
  left_out: ['dash', 'soft', 'Left out'],
}

export const TaskMark = ({ task }: { task: Pick<TaskSummary, 'state' | 'overdue'> }) => {
  const [shape, tone, words] = task.overdue ? (['diamond', 'warm', 'Overdue'] as const) : looks[task.state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}
