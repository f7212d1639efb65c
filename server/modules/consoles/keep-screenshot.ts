import type { ScreenshotTaken } from '@rollcall/connectors/kit'
import type { ConsoleScreenshot } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { Screenshot } from './screenshot.ts'
import { deleteCheckScreenshot, findCheckScreenshot, findScreenshot, insertScreenshot, replaceCheckScreenshot } from './screenshot.queries.ts'

/** Keeps a picture beside the evidence, or as what the last check saw. */
export async function keepScreenshot(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  connectionId: string,
  { of, png, sha256, about, purpose }: Screenshot & { about: string | null; purpose: 'check' | 'evidence' },
): Promise<ScreenshotTaken> {
  const row = { connection_id: connectionId, purpose, taken_at: clock.now(), about, shows: of, sha256, png }
  const { id } = await (purpose === 'check' ? replaceCheckScreenshot(db, row) : insertScreenshot(db, row))
  return { id, of, sha256 }
}

type Row = NonNullable<Awaited<ReturnType<typeof findScreenshot>>>

const toApi = ({ id, taken_at, shows, sha256, png }: Row): ConsoleScreenshot => ({
  id,
  takenAt: taken_at.toISOString(),
  shows,
  sha256,
  png: Buffer.from(png).toString('base64'),
})

/** One picture by the id that evidence tells. */
export async function readScreenshot({ db }: Context, id: string): Promise<ConsoleScreenshot> {
  const row = await findScreenshot(db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no screenshot with this id; it may have been erased with the person it showed.')
  return toApi(row)
}

/** The same picture as bytes, or null where there is none any more. */
export async function findPng({ db }: Context, id: string): Promise<Buffer | null> {
  const row = await findScreenshot(db, id)
  return row === undefined ? null : Buffer.from(row.png)
}

/** What the last check of a connection saw; null when there is no picture of it. */
export async function readCheckScreenshot({ db }: Context, connectionId: string): Promise<ConsoleScreenshot | null> {
  const row = await findCheckScreenshot(db, connectionId)
  return row === undefined ? null : toApi(row)
}

/** Call when a connection goes; what belongs to steps stays with them. */
export async function forgetCheck({ db }: Context, connectionId: string): Promise<void> {
  await deleteCheckScreenshot(db, connectionId)
}
