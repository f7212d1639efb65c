import { z } from 'zod'
import { bearer, defineConnector, scimAccounts, secret } from '../kit/index.ts'

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const guestSchema = 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'
const Guest = z.object({ [guestSchema]: z.object({ type: z.string() }) })

/** Slack's members through its SCIM API 2.0 (docs.slack.dev/reference/scim-api). */
export const slack = defineConnector({
  id: 'slack',
  name: 'Slack',
  category: 'app',
  summary: 'Members and guests with their user groups; creates, deactivates and reactivates them, and changes their user groups.',
  docs: 'https://docs.slack.dev/reference/scim-api',
  testedAgainst: "published samples of Slack's replies, and a stand-in",
  baseUrl: {
    placeholder: 'https://api.slack.com/scim/v2',
    help: 'The same for everybody; the token says which organization is meant.',
    example: 'https://api.slack.com/scim/v2',
    pattern: { regex: '^https://api\\.slack\\.com/scim/v2/?$', message: 'The address is https://api.slack.com/scim/v2.' },
  },
  auth: [
    bearer({
      label: 'User token with the scope admin',
      token: secret('token', 'User token', {
        help: 'Of an app that an owner installed; begins with xoxp-.',
        pattern: { regex: '^xoxp-', message: 'A user token begins with xoxp-; bot tokens may not use this API.' },
      }),
    }),
  ],
  // The slowest request here, a change of a user, may be made 180 times a minute (docs.slack.dev/reference/scim-api/rate-limits).
  limits: { perMinute: 180, observe: () => null },
  ...scimAccounts({
    // Its ServiceProviderConfig is not asked: there are no ETags, and no cursors.
    abilities: { patch: true, etag: false, cursor: false },
    pageSize: 200,
    // A `userName` becomes a handle of Slack's own making, so people are known by address (docs.slack.dev/tools/python-slack-sdk/scim).
    findBy: 'email',
    settable: ['groups'],
    draft: ({ externalId, userName, name, displayName, title, emails, active }) => ({
      schemas: [userSchema],
      externalId,
      userName,
      name,
      displayName,
      title,
      emails,
      active,
    }),
    refine: user => {
      const guest = Guest.safeParse(user).data?.[guestSchema]
      return guest === undefined ? {} : { role: `guest (${guest.type})` }
    },
  }),
})
