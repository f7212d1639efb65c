import { z } from 'zod'
import { Id, Instant, Sha256 } from '../scalars.ts'

/** What a page of an app's admin console looked like while Rollcall worked it, without secrets. */
export const ConsoleScreenshot = z.object({
  id: Id,
  takenAt: Instant,
  /** In words: `the page of the user after the change`. */
  shows: z.string(),
  /** Of the PNG. */
  sha256: Sha256,
  /** Base64. */
  png: z.string().meta({ contentEncoding: 'base64' }),
})
export type ConsoleScreenshot = z.infer<typeof ConsoleScreenshot>
