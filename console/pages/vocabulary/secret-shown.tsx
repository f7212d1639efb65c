import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface SecretShownProps {
  title: string
  secret: string
  onClose: () => void
  /** What to do with it. */
  children?: ReactNode
}

/** A secret, shown this once. */
export const SecretShown = ({ title, secret, onClose, children }: SecretShownProps) => (
  <Dialog
    title={title}
    onClose={onClose}
    actions={
      <Button look="primary" onClick={onClose}>
        I have kept it
      </Button>
    }
  >
    <div className="grid gap-3">
      <p>Copy the secret now. It is shown this once and cannot be read again.</p>
      <p className="rounded-base bg-rail px-3 py-2.5 break-all">
        <Copyable value={secret} label="the secret" />
      </p>
      {children}
    </div>
  </Dialog>
)
