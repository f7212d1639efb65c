import type { Leaver } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useHandOver } from '../../data/leaving.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { countOf } from '../../ui/numbers.ts'
import { say } from '../../ui/toasts.tsx'
import { ReceiverPicker } from '../vocabulary/user-picker.tsx'

/** Who is to have the calls: the manager at one press, or whoever is picked. */
export const HandOverDialog = ({ leaver, onClose }: { leaver: Leaver; onClose: () => void }) => {
  const handOver = useHandOver()
  const give = (body: Parameters<typeof handOver.mutate>[0]['body'], name: string) =>
    handOver.mutate(
      { id: leaver.id, body },
      {
        onSuccess: () => {
          say(`${countOf(leaver.open.calls, 'call')} handed over to ${name}. It can be undone.`)
          onClose()
        },
      },
    )
  return (
    <Dialog title={`Hand over ${countOf(leaver.open.calls, 'call')} of ${leaver.name}`} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-soft">Tasks that are in a CRM already keep their owner there.</p>
        {leaver.managerName && (
          <Button busy={handOver.isPending && 'Handing over…'} onClick={() => give({ to: 'manager' }, leaver.managerName ?? '')}>
            To {leaver.managerName}, their manager
          </Button>
        )}
        <ReceiverPicker label="To another person" onPick={({ id, name }) => give({ to: 'person', userId: id }, name)} />
        {handOver.error && <p className="text-warm">{sentenceOf(handOver.error)}</p>}
      </div>
    </Dialog>
  )
}
