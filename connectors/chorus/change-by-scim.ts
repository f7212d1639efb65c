import type { AccountAccess, AccountChange, VendorApi } from '../kit/index.ts'
import { VendorError } from '../kit/index.ts'

const schema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Role and licence as Chorus takes them: attributes of its own with one value each, by PATCH (CG-293, CG-294; RFC 7644 section 3.5.2.3). */
export const changeByScim = async (api: VendorApi, { externalId }: AccountChange, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (groups !== undefined) throw new VendorError('refused', 'Chorus makes its teams of the manager (CG-304); a group cannot be set by SCIM.')
  // Both are required (CG-293, CG-294), so neither can be taken away.
  if (role === null || licence === null) throw new VendorError('refused', 'Chorus wants a role and a licence for every account; neither can be taken away.')
  const Operations = [
    ...(role === undefined ? [] : [{ op: 'replace', path: 'chorus_role', value: role }]),
    // The guide's values are in lower case: recorder, listener.
    ...(licence === undefined ? [] : [{ op: 'replace', path: 'chorus_license_type', value: licence.toLowerCase() }]),
  ]
  if (Operations.length === 0) return
  await api.request({
    method: 'PATCH',
    path: `/Users/${encodeURIComponent(externalId)}`,
    contentType: 'application/scim+json',
    body: { schemas: [schema], Operations },
    idempotent: true,
  })
}
