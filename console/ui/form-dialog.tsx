import { useId, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface FormDialogProps {
  title: string
  onClose: () => void
  /** What the button does, in words: `Make the group`. */
  submit: string
  /** What it says while that goes on: `Making…`; false while nothing does. */
  busy: string | false
  /** False while something is missing that the browser does not ask for. */
  ready?: boolean
  onSubmit: (form: FormData) => void
  children: ReactNode
  /** What else can be done, at the other end of the buttons. */
  aside?: ReactNode
  wide?: boolean
}

/** A dialog that asks for something and sends it, once: the fields, a way out, and the button that says what happens. */
export const FormDialog = ({ title, onClose, submit, busy, ready = true, onSubmit, children, aside, wide = false }: FormDialogProps) => {
  const id = useId()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide={wide}
      actions={
        <>
          {aside}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={id} disabled={!ready} busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid grid-cols-1 gap-5"
        onSubmit={event => {
          event.preventDefault()
          if (ready && busy === false) onSubmit(new FormData(event.currentTarget))
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
