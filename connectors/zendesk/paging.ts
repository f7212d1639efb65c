import { z } from 'zod'
import { VendorError } from '../kit/index.ts'

const Page = z.object({ meta: z.object({ has_more: z.boolean() }), links: z.object({ next: z.string().nullish() }).nullish() })

/**
 * Cursor pagination: `has_more` says whether the next link leads anywhere (developer.zendesk.com/api-reference/introduction/pagination). A
 * page without the one, or without the link it promises, is not the last one, and ends the read with a VendorError.
 */
export const paging = {
  first: { 'page[size]': '100' },
  next: ({ body }: { body: unknown }) => {
    const page = Page.safeParse(body).data
    if (page?.meta.has_more === false) return null
    if (page?.links?.next) return { path: page.links.next }
    throw new VendorError('malformed', 'Zendesk does not say where a list goes on, so its end was not seen.')
  },
}
