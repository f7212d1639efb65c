import type { OidcSetUp } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { connectionsQuery } from '../../data/connections.ts'
import { oidcSetUpQuery } from '../../data/identity-providers.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { type AddProviderProps, NewProviderDialog } from './new-provider-dialog.tsx'

export const AddOidcProvider = (props: AddProviderProps) => (
  <NewProviderDialog
    {...props}
    protocol="oidc"
    setUp={useQuery(oidcSetUpQuery)}
    Fields={OidcFields}
    read={(text, guide) => ({
      protocol: 'oidc',
      oidc: {
        issuer: text('issuer'),
        clientId: text('clientId'),
        clientSecret: text('clientSecret') || null,
        ...(guide === 'salesforce' && { organisationOf: text('organisationOf') }),
      },
    })}
  />
)

const OidcFields = ({ guide: { guide, issuer } }: { guide: OidcSetUp['guides'][number] }) => (
  <>
    <TextField label="Issuer" name="issuer" type="url" hint={`It looks like ${issuer}.`} required />
    <TextField label="Client ID" name="clientId" autoComplete="off" spellCheck={false} maxLength={512} required />
    <TextField
      label="Client secret"
      name="clientSecret"
      type="password"
      autoComplete="off"
      hint="Sealed before it is stored, and never shown again. Without one, PKCE alone proves who asks."
      optional
    />
    {guide === 'salesforce' && <ConnectedOrg />}
  </>
)

/** Which org is admitted: that of a connection which is there. */
const ConnectedOrg = () => {
  const { data } = useQuery(connectionsQuery)
  const found = data?.items.filter(({ connector }) => connector === 'salesforce') ?? []
  return (
    <SelectField
      label="Admit the org of"
      name="organisationOf"
      required
      hint={data && found.length === 0 ? 'Connect Salesforce first, under Connections.' : undefined}
    >
      {found.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
