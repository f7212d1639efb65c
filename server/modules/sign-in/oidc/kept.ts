import { z } from 'zod'
import type { Context } from '../../../context.ts'
import type { RequestRow } from '../providers/provider.queries.ts'

/** What stays here between the two halves of a sign-in; the browser never sees it. */
const Kept = z.object({ nonce: z.string(), verifier: z.string() })
export type Kept = z.infer<typeof Kept>

const purpose = 'sign_in_requests.sealed'

export const sealKept = (ctx: Context, kept: Kept): string => ctx.keyring.seal(JSON.stringify(kept), purpose)

export const openKept = (ctx: Context, { sealed }: RequestRow): Kept => Kept.parse(JSON.parse(ctx.keyring.open(sealed ?? '', purpose)))
