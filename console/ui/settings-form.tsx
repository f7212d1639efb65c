import type { ReactNode } from 'react'
import { Button } from './button.tsx'

interface SettingsFormProps {
  /** What the button does, in words: `Save the days`. */
  submit: string
  saving: boolean
  onSubmit: (form: FormData) => void
  children: ReactNode
}

/** What is set on a page and saved as a whole: the fields, and the button that says what is saved. */
export const SettingsForm = ({ submit, saving, onSubmit, children }: SettingsFormProps) => (
  <form
    className="grid gap-4"
    onSubmit={event => {
      event.preventDefault()
      onSubmit(new FormData(event.currentTarget))
    }}
  >
    {children}
    <div>
      <Button look="primary" type="submit" busy={saving && 'Saving…'}>
        {submit}
      </Button>
    </div>
  </form>
)
