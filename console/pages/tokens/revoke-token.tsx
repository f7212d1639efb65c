import type { ApiToken } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useRevokeToken } from '../../data/tokens.ts'
import { ConfirmByName } from '../../ui/confirm-by-name.tsx'
import { say } from '../../ui/toasts.tsx'

export const RevokeToken = ({ token: { id, name, ofWorkspace }, onClose }: { token: ApiToken; onClose: () => void }) => {
  const revoke = useRevokeToken()
  return (
    <ConfirmByName
      title="Revoke this token"
      consequence={`Whatever uses it stops working at once${ofWorkspace ? ', provisioning included' : ''}. To change its secret without a gap, renew it.`}
      name={name}
      action="Revoke the token"
      busy={revoke.isPending}
      error={revoke.error ? sentenceOf(revoke.error) : undefined}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(id, {
          onSuccess: () => {
            say(`“${name}” is revoked.`)
            onClose()
          },
        })
      }
    />
  )
}
