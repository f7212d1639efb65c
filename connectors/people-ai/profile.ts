import type { AppProfile } from '@rollcall/contract'

export const peopleAi: AppProfile = {
  id: 'people-ai',
  name: 'People.ai',
  summary: 'Single sign-on does not mean provisioning here: accounts are made and ended by hand, or by asking the vendor.',
  sources: [{ id: 'app-guide', title: 'People.ai User Management API Guide, Stitchflow', date: null }],
  facts: [
    { topic: 'user_api', verdict: 'no', statement: 'No public developer portal and no REST reference.', source: 'app-guide' },
    {
      topic: 'user_api',
      verdict: null,
      statement: 'An internal API that one may find has no versions, no deprecation policy and no notice of changes. Rollcall does not use it.',
      source: 'app-guide',
    },
    {
      topic: 'scim',
      verdict: 'no',
      statement: "No SCIM is documented; Okta's listing has SAML only, and for Entra ID it is unconfirmed.",
      source: 'app-guide',
    },
    { topic: 'jit', verdict: 'undocumented', statement: 'Neither integration documents automated provisioning.', source: 'app-guide' },
    { topic: 'sso', verdict: 'yes', statement: 'SAML with Okta and Microsoft Entra ID.', source: 'app-guide' },
    { topic: 'deactivation', verdict: 'no', statement: 'An admin does it, or the vendor is asked.', source: 'app-guide' },
    { topic: 'roles', verdict: 'no', statement: 'Nothing carries role assignments from the identity provider.', source: 'app-guide' },
    { topic: 'groups', verdict: 'no', statement: 'Nothing carries group membership from the identity provider.', source: 'app-guide' },
    { topic: 'authentication', verdict: 'undocumented', statement: 'No document says how requests about users would be authenticated.', source: 'app-guide' },
    { topic: 'paging', verdict: 'undocumented', statement: 'There is nothing to page through.', source: 'app-guide' },
    { topic: 'rate_limits', verdict: 'undocumented', statement: 'No limit is published, no rate-limit headers, no Retry-After.', source: 'app-guide' },
    { topic: 'webhooks', verdict: 'no', statement: 'None documented; enterprise sales may offer exports or notifications.', source: 'app-guide' },
  ],
  scenarios: [],
  routes: [
    { route: 'browser', when: 'Rollcall has an administrator of its own in People.ai.' },
    { route: 'manual', when: 'Otherwise: an admin of People.ai does it, or the vendor is asked.' },
  ],
  leaving: { askVendor: true },
  scimHosts: [],
}
