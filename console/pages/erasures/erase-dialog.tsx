import type { ErasureMode, ErasurePreview } from '@rollcall/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { usePreviewErasure, useRequestErasure } from '../../data/erasure.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ConfirmByName } from '../../ui/confirm-by-name.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { ErasurePreviewView } from './erasure-preview.tsx'

const modes = [
  ['remove', 'Remove what they said'],
  ['pseudonymise', 'Keep it under another name'],
] as const

const emailsIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)

/** First the addresses, then what would go, then the first address again, typed. */
export const EraseDialog = ({ onClose }: { onClose: () => void }) => {
  const navigate = useNavigate()
  const preview = usePreviewErasure()
  const request = useRequestErasure()
  const [typed, setTyped] = useState('')
  const [mode, setMode] = useState<ErasureMode>('remove')
  const [confirming, setConfirming] = useState(false)
  const seen: ErasurePreview | undefined = preview.data
  const [first = ''] = seen?.emails ?? []
  if (confirming && seen)
    return (
      <ConfirmByName
        title="Erase a person"
        consequence={`Everything that was listed goes${seen.holds.length ? ', except what is on legal hold' : ''}. What others said stays.`}
        name={first}
        action="Erase this person"
        busy={request.isPending}
        error={request.error ? sentenceOf(request.error) : undefined}
        onClose={onClose}
        onConfirm={() =>
          request.mutate(
            { emails: seen.emails, mode, confirm: first, leaveHeld: seen.holds.length > 0 },
            { onSuccess: ({ id }) => void navigate({ to: '/settings/erasures/$id', params: { id } }) },
          )
        }
      />
    )
  return (
    <Dialog
      title="Erase a person"
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {seen && (
            <Button look="primary" disabled={seen.refusal !== null} onClick={() => setConfirming(true)}>
              Go on
            </Button>
          )}
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          preview.mutate(emailsIn(typed))
        }}
      >
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label="Their e-mail addresses"
            className="min-w-0 flex-1"
            hint="All that belong to this one person, with a space between."
            value={typed}
            autoComplete="off"
            error={preview.error ? sentenceOf(preview.error) : undefined}
            onChange={event => {
              setTyped(event.target.value)
              preview.reset()
            }}
          />
          <span className="sm:mt-[1.65rem]">
            <Button type="submit" disabled={emailsIn(typed).length === 0} busy={preview.isPending && 'Looking…'}>
              Show what would go
            </Button>
          </span>
        </div>
        <div className="overflow-x-auto">
          <Choice label="What they said" options={modes} value={mode} onChange={setMode} />
        </div>
        {seen && <ErasurePreviewView preview={seen} />}
      </form>
    </Dialog>
  )
}
