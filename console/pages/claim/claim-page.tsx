import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { sentenceOf } from '../../data/api-problem.ts'
import { useClaimWorkspace } from '../../data/me.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { FrontDoor } from '../../ui/front-door.tsx'
import { Trouble } from '../../ui/states.tsx'

const route = getRouteApi('/claim')

/** The one-time link of the first start: whoever holds it becomes the first admin. */
export const ClaimPage = () => {
  const { token } = route.useSearch()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const claim = useClaimWorkspace()
  if (!token)
    return (
      <FrontDoor title="This link is not complete" lead="Open the whole link that Rollcall printed when it first started. It works once.">
        <Link to="/sign-in" className={buttonClass()}>
          Sign in instead
        </Link>
      </FrontDoor>
    )
  return (
    <FrontDoor title="Set up Rollcall" lead="You become the admin of this workspace. The link you came by is used up afterwards.">
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const [name, email, password] = ['name', 'email', 'password'].map(field => formText(form, field))
          if (claim.isPending || !name || !email || !password) return
          claim.mutate(
            { token, name: name.trim(), email: email.trim(), password },
            {
              onSuccess: () => {
                queryClient.clear()
                void navigate({ to: '/', replace: true })
              },
            },
          )
        }}
      >
        {claim.error && <Trouble sentence={sentenceOf(claim.error)} />}
        <TextField label="Name" name="name" autoComplete="name" maxLength={120} required />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={256}
          hint="At least 12 characters. A sentence you will remember is better than a puzzle."
          required
        />
        <Button look="primary" type="submit" busy={claim.isPending && 'Setting up…'}>
          Set up Rollcall
        </Button>
      </form>
    </FrontDoor>
  )
}
