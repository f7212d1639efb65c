import type { Team } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { readCursor, writeCursor } from '../../../cursor.ts'
import { Refused } from '../../../errors.ts'
import { findTeam, findTeamPage, type TeamRow } from './team.queries.ts'

const toApi = ({ id, name, email, direct, everybody }: TeamRow): Team => ({ manager: { id, name, email }, direct, everybody })

/** A team is who reports to a manager, directly or through others (CG-304, CG-309). */
export async function listTeams(ctx: Context, { q = '', cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit: number }) {
  const { rows, total } = await findTeamPage(ctx.db, q, readCursor(cursor, z.tuple([z.string(), z.uuid()])), limit)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(toApi), total, nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.name.toLowerCase(), last.id]) : null }
}

export async function readTeam(ctx: Context, id: string): Promise<Team> {
  const row = await findTeam(ctx.db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no user with this id.')
  return toApi(row)
}
