import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, type ReactNode } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { previewQuery, useDraftPlaybook, type PlaybookAsk } from '../../data/playbooks.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Lines } from '../../ui/states.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { PlaybookPreviewList } from './playbook-preview-list.tsx'

interface PlaybookDialogProps {
  title: string
  /** The playbook with its choices; the preview follows them. Null while one is missing. */
  ask: PlaybookAsk | null
  /** What is missing, in a sentence. */
  missing?: string | undefined
  onClose: () => void
  /** The choices. */
  children?: ReactNode
}

/** Everything that would happen, before anything is kept; then the plan, which a person still has to approve. */
export const PlaybookDialog = ({ title, ask, missing = 'Choose a day.', onClose, children }: PlaybookDialogProps) => {
  const navigate = useNavigate()
  const draft = useDraftPlaybook()
  const preview = useQuery(previewQuery(useDeferredValue(ask)))
  const nothing = (preview.data?.steps.length ?? 0) === 0
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="primary"
            disabled={ask === null || nothing || preview.isError}
            busy={draft.isPending && 'Making the plan…'}
            onClick={() =>
              ask &&
              draft.mutate(ask, {
                // In the place of the dialog: the way back leads to the page, not to drafting it again.
                onSuccess: ({ plan }) => void navigate({ to: '/plans/$id', params: { id: plan.id }, replace: true }),
                onError: error => sayTrouble(sentenceOf(error)),
              })
            }
          >
            Make the plan
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {children}
        {ask === null ? (
          <p className="text-soft">{missing}</p>
        ) : (
          <Loaded query={preview} shape={<Lines count={5} />}>
            {loaded => <PlaybookPreviewList preview={loaded} />}
          </Loaded>
        )}
      </div>
    </Dialog>
  )
}
