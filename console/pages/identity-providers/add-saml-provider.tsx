import type { ProviderGuide, SamlSetUp, SamlWritten } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { samlSetUpQuery } from '../../data/identity-providers.ts'
import { Choice } from '../../ui/choice.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { type AddProviderProps, NewProviderDialog } from './new-provider-dialog.tsx'

export const AddSamlProvider = (props: AddProviderProps) => (
  <NewProviderDialog
    {...props}
    protocol="saml"
    setUp={useQuery(samlSetUpQuery)}
    Fields={SamlFields}
    read={text => ({ protocol: 'saml', saml: samlOf(text) })}
  />
)

/** What an admin has of a provider. */
type Source = 'url' | 'xml' | 'fields'

// These offer a file and no address.
const offersFile: readonly ProviderGuide[] = ['jumpcloud', 'google']

const SamlFields = ({ guide: { guide, metadata } }: { guide: SamlSetUp['guides'][number] }) => {
  const [source, setSource] = useState<Source>(offersFile.includes(guide) ? 'xml' : 'url')
  return (
    <>
      <p className="text-soft">Give {metadata}.</p>
      <div>
        <Choice
          label="What you have of it"
          options={[
            ['url', 'Address'],
            ['xml', 'XML'],
            ['fields', 'Single fields'],
          ]}
          value={source}
          onChange={setSource}
        />
      </div>
      {source === 'url' && (
        <TextField
          label="Metadata address"
          name="metadataUrl"
          type="url"
          hint="Read again twice an hour, so that a new certificate is known before it is used."
          required
        />
      )}
      {source === 'xml' && <TextArea label="Metadata XML" name="metadataXml" spellCheck={false} className="font-mono" required />}
      {source === 'fields' && (
        <>
          <TextField label="Entity ID of the provider" name="entityId" required />
          <TextField label="Sign-in address" name="signInUrl" type="url" hint="Login URL, SSO URL, SAML customer URL." required />
          <TextArea label="Certificate" name="certificate" hint="PEM or base64." spellCheck={false} required />
        </>
      )}
    </>
  )
}

/** What is sent of the fields that are there. */
function samlOf(text: (name: string) => string): SamlWritten {
  const [metadataUrl, metadataXml] = [text('metadataUrl'), text('metadataXml')]
  if (metadataUrl !== '') return { metadataUrl }
  if (metadataXml !== '') return { metadataXml }
  return { entityId: text('entityId'), signInUrl: text('signInUrl'), certificates: [text('certificate')] }
}
