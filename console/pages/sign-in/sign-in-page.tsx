import type { SignInChoice } from '@rollcall/contract'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useDiscoverSignIn } from '../../data/identity-providers.ts'
import { useSignIn } from '../../data/me.ts'
import { useSignInWithPasskey } from '../../data/passkeys.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { FrontDoor } from '../../ui/front-door.tsx'
import { Trouble } from '../../ui/states.tsx'
import { passkeyTrouble } from '../vocabulary/passkey-words.ts'
import { takeRefusal } from './refusal.ts'

const route = getRouteApi('/sign-in')

/** Goes to the page that was asked for, and forgets what was read before. */
const useEnter = () => {
  const { next = '/' } = route.useSearch()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return () => {
    queryClient.clear()
    void navigate({ href: next, replace: true })
  }
}

/** E-mail first: its domain says whether a provider or a password comes next. */
export const SignInPage = () => {
  const [email, setEmail] = useState('')
  const [refusal, setRefusal] = useState(takeRefusal)
  const discover = useDiscoverSignIn()
  const choice = discover.data
  return (
    <FrontDoor title="Sign in">
      {refusal && <Trouble sentence={refusal} />}
      {choice === undefined ? (
        <form
          className="grid gap-4"
          onSubmit={event => {
            event.preventDefault()
            setRefusal(null)
            const given = formText(new FormData(event.currentTarget), 'email').trim()
            setEmail(given)
            if (!discover.isPending) discover.mutate(given)
          }}
        >
          {discover.error && <Trouble sentence={sentenceOf(discover.error)} />}
          <TextField label="E-mail" name="email" type="email" autoComplete="username" defaultValue={email} required />
          <Button look="primary" type="submit" busy={discover.isPending && 'Looking…'}>
            Continue
          </Button>
          <PasskeyButton />
        </form>
      ) : (
        <Ways choice={choice} email={email} onBack={() => discover.reset()} />
      )}
    </FrontDoor>
  )
}

/** No e-mail is needed: the device knows whose passkey it has. */
const PasskeyButton = () => {
  const signIn = useSignInWithPasskey()
  const enter = useEnter()
  return (
    <>
      {signIn.error && <Trouble sentence={passkeyTrouble(signIn.error)} />}
      <Button busy={signIn.isPending && 'Waiting for your device…'} onClick={() => signIn.mutate(undefined, { onSuccess: enter })}>
        Sign in with a passkey
      </Button>
    </>
  )
}

const Ways = ({ choice, email, onBack }: { choice: SignInChoice; email: string; onBack: () => void }) => {
  const { next = '/' } = route.useSearch()
  const [wantsPassword, setWantsPassword] = useState(choice.providers.length === 0)
  const ways = useRef<HTMLDivElement>(null)
  // What was focused is gone with the question before.
  useEffect(() => ways.current?.querySelector<HTMLElement>(wantsPassword ? 'input[type=password]' : 'a')?.focus(), [wantsPassword])
  return (
    <div ref={ways} className="grid gap-4">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 truncate">{email}</span>
        <button type="button" className="rounded-small text-accent" onClick={onBack}>
          Another e-mail
        </button>
      </p>
      {choice.providers.map(({ id, name, startUrl }) => (
        <a key={id} href={`${startUrl}&returnTo=${encodeURIComponent(next)}`} className={buttonClass('primary')}>
          Sign in with {name}
        </a>
      ))}
      {wantsPassword ? (
        <Password email={email} />
      ) : (
        <button type="button" className="w-fit rounded-small text-accent" onClick={() => setWantsPassword(true)}>
          {choice.password ? 'Use a password' : 'I am a break-glass admin'}
        </button>
      )}
    </div>
  )
}

const Password = ({ email }: { email: string }) => {
  const signIn = useSignIn()
  const enter = useEnter()
  const submit = (form: FormData) => {
    const code = formText(form, 'code').replaceAll(' ', '')
    signIn.mutate({ email, password: formText(form, 'password'), ...(code && { code }) }, { onSuccess: enter })
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={event => {
        event.preventDefault()
        if (!signIn.isPending) submit(new FormData(event.currentTarget))
      }}
    >
      {signIn.error && <Trouble sentence={sentenceOf(signIn.error)} />}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      <details>
        <summary className="mb-3 w-fit rounded-small text-accent">I have a code</summary>
        <TextField label="Code" name="code" hint="Six digits from your authenticator app." inputMode="numeric" autoComplete="one-time-code" />
      </details>
      <Button look="primary" type="submit" busy={signIn.isPending && 'Signing in…'}>
        Sign in
      </Button>
    </form>
  )
}
