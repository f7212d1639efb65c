import { sentenceOf } from '../../data/api-problem.ts'
import { ConfirmByName } from '../../ui/confirm-by-name.tsx'
import { say } from '../../ui/toasts.tsx'

interface RemoveByNameProps {
  title: string
  /** What is lost, and what stays. */
  consequence: string
  name: string
  action: string
  id: string
  removal: { isPending: boolean; error: Error | null; mutate: (id: string, on: { onSuccess: () => void }) => void }
  /** Said once it is gone. */
  said: string
  /** Leaves what is gone. */
  onGone: () => void
  onClose: () => void
}

/** Asks for the name, removes what has it, and says so. */
export const RemoveByName = ({ id, removal, said, onGone, ...asked }: RemoveByNameProps) => (
  <ConfirmByName
    {...asked}
    busy={removal.isPending}
    error={removal.error ? sentenceOf(removal.error) : undefined}
    onConfirm={() =>
      removal.mutate(id, {
        onSuccess: () => {
          say(said)
          onGone()
        },
      })
    }
  />
)
