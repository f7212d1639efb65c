import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useBeginTotp, useConfirmTotp, useMe, useRemoveTotp } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { QrCode } from '../../ui/qr-code.tsx'
import { Section } from '../../ui/section.tsx'
import { say } from '../../ui/toasts.tsx'

/** Codes from an authenticator app: set up with a picture and proved with a first code, or taken away with the last. */
export const TotpSection = () => {
  const totp = useMe()?.user.totp ?? false
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Section title="Codes when you sign in" aside={<Button onClick={() => setOpen(true)}>{totp ? 'Stop asking' : 'Set up'}</Button>}>
      <p className="text-soft">
        {totp ? 'You are asked for a code from your authenticator app.' : 'Your password alone signs you in. A code from an authenticator app makes it two.'}
      </p>
      {open && (totp ? <RemoveTotp onClose={close} /> : <SetUpTotp onClose={close} />)}
    </Section>
  )
}

const code = { inputMode: 'numeric', autoComplete: 'one-time-code', required: true } as const

const SetUpTotp = ({ onClose }: { onClose: () => void }) => {
  const begin = useBeginTotp()
  const confirm = useConfirmTotp()
  const submit = (form: FormData) => {
    if (!begin.data) return begin.mutate(formText(form, 'password'))
    const onSuccess = () => {
      say('Codes are set up. You are asked for one from now on.')
      onClose()
    }
    return confirm.mutate(formText(form, 'code').replaceAll(' ', ''), { onSuccess })
  }
  return (
    <Dialog title="Set up codes" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        {begin.data ? (
          <>
            <p>Scan this with your authenticator app, or type the secret into it. Then type the code that it shows.</p>
            <div className="flex flex-wrap items-center gap-5">
              <QrCode text={begin.data.uri} label="The secret as a QR code" />
              <Copyable value={begin.data.secret} label="the secret" />
            </div>
            <TextField key="code" label="Code" name="code" error={confirm.error ? sentenceOf(confirm.error) : undefined} {...code} />
          </>
        ) : (
          <TextField
            label="Your password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={begin.error ? sentenceOf(begin.error) : undefined}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={(begin.isPending || confirm.isPending) && 'One moment…'}>
            {begin.data ? 'Confirm the code' : 'Continue'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const RemoveTotp = ({ onClose }: { onClose: () => void }) => {
  const remove = useRemoveTotp()
  const submit = (form: FormData) =>
    remove.mutate(
      { password: formText(form, 'password'), code: formText(form, 'code').replaceAll(' ', '') },
      {
        onSuccess: () => {
          say('You are not asked for codes any more.')
          onClose()
        },
      },
    )
  return (
    <Dialog title="Stop asking for codes" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <TextField label="Your password" name="password" type="password" autoComplete="current-password" required />
        <TextField label="A last code" name="code" error={remove.error ? sentenceOf(remove.error) : undefined} {...code} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={remove.isPending && 'One moment…'}>
            Stop asking
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
