import type { ApiToken } from '@rollcall/contract'
import { useRevokeToken } from '../../data/tokens.ts'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'

export const RevokeToken = ({ token: { id, name, ofWorkspace }, onClose }: { token: ApiToken; onClose: () => void }) => {
  const revoke = useRevokeToken()
  return (
    <RemoveByName
      title="Revoke this token"
      consequence={`Whatever uses it stops working at once${ofWorkspace ? ', provisioning included' : ''}. To change its secret without a gap, renew it.`}
      name={name}
      action="Revoke the token"
      id={id}
      removal={revoke}
      said={`“${name}” is revoked.`}
      onGone={onClose}
      onClose={onClose}
    />
  )
}
