import { expect, it } from 'vitest'
import { type OwnValue, samlGuides } from './guides.ts'

const base = 'https://rollcall.example.com'
const ownValues: Record<OwnValue, string> = {
  entityId: base,
  acsUrl: `${base}/login/saml`,
  logoutUrl: `${base}/login/saml/logout`,
  metadataUrl: `${base}/login/saml/metadata`,
}

const pageOf = (): string =>
  [
    '# Identity providers, step by step',
    `*Written from the Chorus guide for Okta, Entra ID and JumpCloud, and from general knowledge of the consoles otherwise; tried with samlp and with recorded responses of Okta and ADFS, not yet against a live tenant. The same steps are in Rollcall under Settings, Identity providers, with the addresses of your workspace in place of \`${base}\`.*`,
    ...samlGuides.flatMap(({ name, metadata, steps }) => [
      `## ${name}`,
      ...steps.map(({ text, values = [] }, index) =>
        [
          `${index + 1}. ${text}`,
          ...(values.length === 0 ? [] : ['']),
          ...values.map(([field, value]) => `   - ${field}: \`${typeof value === 'string' ? value : ownValues[value.own]}\``),
        ].join('\n'),
      ),
      `Then give Rollcall ${metadata}.`,
    ]),
  ].join('\n\n')

// `vitest run guides.test.ts --update` writes the page after a change of the guides.
it('the page for admins says what the console says', async () => {
  await expect(`${pageOf()}\n`).toMatchFileSnapshot('../../../../docs/saml-guides.md')
})
