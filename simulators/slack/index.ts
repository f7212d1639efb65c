import { startScimApp } from '../scim-app/index.ts'
import type { ScimAppOptions } from '../scim-app/index.ts'

const guestSchema = 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'

export type SlackOptions = Pick<ScimAppOptions, 'seed' | 'tokens' | 'pageSize' | 'port' | 'now'> & {
  /** Guests by user id, and whether they are in several channels or in one. */
  guests?: Record<string, 'multi' | 'single'>
}

/**
 * Stands in for Slack's SCIM API 2.0 (docs.slack.dev/reference/scim-api): no ETags, no entitlements, guests in an extension of Slack's own,
 * and errors in the words of SCIM 1.1.
 */
export const startSlack = ({ guests = {}, ...options }: SlackOptions) =>
  startScimApp({
    ...options,
    name: 'Slack',
    etag: false,
    dialect: {
      present: ({ entitlements: _none, name, meta, ...resource }) => {
        const guest = guests[String(resource.id)]
        const { formatted: _whole, ...names } = name as Record<string, string>
        const { created, location } = meta as Record<string, string>
        return {
          ...resource,
          name: names,
          nickName: String(resource.userName).split('@')[0],
          meta: { created, location },
          ...(guest === undefined ? {} : { [guestSchema]: { type: guest } }),
        }
      },
      word: ({ status, detail }) => ({ Errors: { description: detail.toLowerCase().replaceAll(/\W+/g, '_'), code: status } }),
    },
  })
