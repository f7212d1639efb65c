import { useNavigate } from '@tanstack/react-router'
import { useSignOut } from '../../data/me.ts'

/** Signs out here, and then at the identity provider where there is one to sign out of. */
export const useLeave = () => {
  const navigate = useNavigate()
  const { mutateAsync, isPending } = useSignOut()
  const leave = async () => {
    const { next } = await mutateAsync()
    if (next === null) await navigate({ to: '/sign-in' })
    else location.assign(next)
  }
  return { leave, leaving: isPending }
}
