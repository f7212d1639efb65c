import type { Evidence } from '@rollcall/contract'
import { z } from 'zod'

const Taken = z.object({ id: z.uuid(), of: z.string(), sha256: z.string() })
const Exchanged = z.object({ exchanges: z.array(z.object({ screenshots: z.array(Taken).default([]) })) })

/** The pictures of a console that a piece of evidence names, in the order they were taken. What an erasure made unreadable names none. */
export function screenshotsIn(content: string): Evidence['screenshots'] {
  const told = Exchanged.safeParse(jsonOf(content))
  if (!told.success) return []
  return told.data.exchanges.flatMap(({ screenshots }) => screenshots.map(({ id, of, sha256 }) => ({ id, shows: of, sha256 })))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
