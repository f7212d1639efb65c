import { Choice } from '../../ui/choice.tsx'

export type Protocol = 'saml' | 'oidc'

/** Most providers speak both; what is set up at them differs. */
export const ProtocolChoice = ({ value, onChange }: { value: Protocol; onChange: (protocol: Protocol) => void }) => (
  <div>
    <Choice
      label="Protocol"
      options={[
        ['saml', 'SAML 2.0'],
        ['oidc', 'OpenID Connect'],
      ]}
      value={value}
      onChange={onChange}
    />
  </div>
)
