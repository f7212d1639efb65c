import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { sentenceOf } from '../../data/api-problem.ts'
import { useSignIn } from '../../data/me.ts'
import { useSignInWithPasskey } from '../../data/passkeys.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { FrontDoor } from '../../ui/front-door.tsx'
import { Trouble } from '../../ui/states.tsx'
import { passkeyTrouble } from '../vocabulary/passkey-words.ts'

const route = getRouteApi('/sign-in')

export const SignInPage = () => {
  const { next = '/' } = route.useSearch()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signIn = useSignIn()
  const withPasskey = useSignInWithPasskey()
  const enter = () => {
    queryClient.clear()
    void navigate({ href: next, replace: true })
  }
  const submit = (form: FormData) => {
    const code = formText(form, 'code').replaceAll(' ', '')
    signIn.mutate(
      { email: formText(form, 'email').trim(), password: formText(form, 'password'), ...(code && { code }) },
      {
        onSuccess: enter,
      },
    )
  }
  return (
    <FrontDoor title="Sign in">
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          if (!signIn.isPending) submit(new FormData(event.currentTarget))
        }}
      >
        {signIn.error && <Trouble sentence={sentenceOf(signIn.error)} />}
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        <details>
          <summary className="mb-3 w-fit rounded-small text-accent">I have a code</summary>
          <TextField label="Code" name="code" hint="Six digits from your authenticator app." inputMode="numeric" autoComplete="one-time-code" />
        </details>
        <Button look="primary" type="submit" busy={signIn.isPending && 'Signing in…'}>
          Sign in
        </Button>
      </form>
      <div className="grid gap-4 border-t border-line pt-6">
        {withPasskey.error && <Trouble sentence={passkeyTrouble(withPasskey.error)} />}
        <Button busy={withPasskey.isPending && 'Waiting for your device…'} onClick={() => withPasskey.mutate(undefined, { onSuccess: enter })}>
          Sign in with a passkey
        </Button>
      </div>
    </FrontDoor>
  )
}
