import { useQuery } from '@tanstack/react-query'
import type { Finding } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { findingOwners, useAcceptFinding, useAssignFinding, useReopenFinding } from '../../data/findings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Trouble } from '../../ui/states.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { AcceptanceFields, acceptanceIn } from './acceptance-fields.tsx'

/** Who sees to a finding, and the exception from it. */
export const FindingDecisions = ({ finding }: { finding: Finding }) => {
  const [asked, setAsked] = useState<'owner' | 'accept' | null>(null)
  const reopen = useReopenFinding()
  const close = () => setAsked(null)
  const endException = () =>
    reopen.mutate(finding.id, { onSuccess: () => say('The exception has ended; the finding is open.'), onError: error => sayTrouble(sentenceOf(error)) })
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsked('owner')}>{finding.owner || finding.note ? 'Change owner or note' : 'Give it to somebody'}</Button>
        {finding.state === 'open' && <Button onClick={() => setAsked('accept')}>Accept until a date</Button>}
        {finding.state === 'accepted' && (
          <Button busy={reopen.isPending && 'Ending…'} onClick={endException}>
            End the exception
          </Button>
        )}
      </div>
      {asked === 'owner' && <OwnerDialog finding={finding} onClose={close} />}
      {asked === 'accept' && <AcceptDialog finding={finding} onClose={close} />}
    </>
  )
}

interface DecisionProps {
  finding: Finding
  onClose: () => void
}

const OwnerDialog = ({ finding, onClose }: DecisionProps) => {
  const owners = useQuery(findingOwners)
  const assign = useAssignFinding()
  const known = owners.data?.items ?? []
  const offered = finding.owner && !known.some(({ id }) => id === finding.owner?.id) ? [finding.owner, ...known] : known
  return (
    <Dialog title="Who sees to it" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          assign.mutate({ id: finding.id, userId: formText(form, 'owner') || null, note: formText(form, 'note') }, { onSuccess: onClose })
        }}
      >
        {assign.error && <Trouble sentence={sentenceOf(assign.error)} />}
        <SelectField key={owners.dataUpdatedAt} label="Owner" name="owner" defaultValue={finding.owner?.id ?? ''}>
          <option value="">Nobody</option>
          {offered.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextArea label="Note" name="note" defaultValue={finding.note} maxLength={2000} optional hint="What was asked, of whom, and what is awaited." />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={assign.isPending && 'Saving…'}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const AcceptDialog = ({ finding, onClose }: DecisionProps) => {
  const accept = useAcceptFinding()
  return (
    <Dialog title="Accept until a date" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          accept.mutate(
            { id: finding.id, ...acceptanceIn(form) },
            {
              onSuccess: () => {
                say('It is accepted, and opens again after that day if it is still so.')
                onClose()
              },
            },
          )
        }}
      >
        {accept.error && <Trouble sentence={sentenceOf(accept.error)} />}
        <AcceptanceFields whom="it" />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={accept.isPending && 'Saving…'}>
            Accept it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
