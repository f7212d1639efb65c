import { useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './field.tsx'

interface ConfirmByNameProps {
  title: string
  /** What is lost, and what stays. */
  consequence: string
  name: string
  action: string
  busy: boolean
  error?: string | undefined
  onConfirm: () => void
  onClose: () => void
}

/** Asked only before what cannot be undone: the name of the thing has to be typed. */
export const ConfirmByName = ({ title, consequence, name, action, busy, error, onConfirm, onClose }: ConfirmByNameProps) => {
  const [typed, setTyped] = useState('')
  const matches = typed.trim() === name.trim()
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          if (matches && !busy) onConfirm()
        }}
      >
        <p className="text-soft">{consequence} This cannot be undone.</p>
        <TextField
          label={`Type “${name}” to confirm`}
          value={typed}
          error={error}
          autoComplete="off"
          spellCheck={false}
          onChange={event => setTyped(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button look="primary" type="submit" disabled={!matches} busy={busy && 'Working…'}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
