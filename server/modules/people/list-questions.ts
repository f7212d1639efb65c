import type { MatchCandidate, MatchLogin, MatchQuestion, MatchSide } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { planForManyRows } from '../../db/many-rows.ts'
import { compareSides } from './evidence.ts'
import { linkOf } from './person.ts'
import { type ComparedLogin, findComparedLogins, findDisputed, findPersonNames, findSuggested, gatherLookalikes, type QuestionRow } from './question.queries.ts'

interface Asked {
  readonly of: 'disputes' | 'suggestions'
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What only a human can settle, each with both sides and what agrees and differs. Suggestions link nothing by themselves. */
export async function listMatchQuestions(
  ctx: Context,
  { of, cursor, limit }: Asked,
): Promise<{ items: MatchQuestion[]; nextCursor: string | null; total: number }> {
  const after = readCursor(cursor, z.tuple([z.uuid()]))?.[0] ?? null
  const { rows, total } = await (of === 'disputes' ? findDisputed(ctx.db, { after, limit }) : suggest(ctx, { after, limit }))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: await withSides(ctx, page), nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.id]) : null, total }
}

const suggest = (ctx: Context, page: { after: string | null; limit: number }) =>
  ctx.transaction(async () => {
    await planForManyRows(ctx.db)
    await gatherLookalikes(ctx.db)
    return findSuggested(ctx.db, page)
  })

async function withSides({ db }: Context, rows: readonly QuestionRow[]): Promise<MatchQuestion[]> {
  const personIds = [...new Set(rows.flatMap(row => [...row.candidates, ...(row.personId === null ? [] : [row.personId])]))]
  const names = await findPersonNames(db, personIds)
  const logins = await findComparedLogins(
    db,
    personIds,
    rows.flatMap(row => row.loginId ?? []),
  )
  const loginsOf = Map.groupBy(logins, login => login.personId)
  const sideOf = (personId: string): MatchSide => ({ personId, name: names.get(personId) ?? '', logins: (loginsOf.get(personId) ?? []).map(toMatchLogin) })
  const subjectOf = ({ loginId, personId }: QuestionRow): MatchSide => {
    const login = loginId === null ? undefined : logins.find(each => each.id === loginId)
    if (login !== undefined) return { personId, name: `${login.userName} in ${login.connectionName}`, logins: [toMatchLogin(login)] }
    return personId === null ? { personId, name: '', logins: [] } : sideOf(personId)
  }
  return rows.map(row => {
    const subject = subjectOf(row)
    const candidates = row.candidates
      .map(id => {
        // A login that is disputed says nothing for the one whom a rule gave it to.
        const side = { ...sideOf(id), personId: id }
        const own = { ...side, logins: side.logins.filter(login => login.id !== row.loginId) }
        return { candidate: own, ...compareSides(subject.logins, own.logins) }
      })
      .toSorted((a, b) => b.weight - a.weight)
      .map(({ candidate, agrees, differs }): MatchCandidate => ({ ...candidate, agrees, differs }))
    return {
      id: row.id,
      kind: row.kind,
      detail: row.detail || suggestionWords[row.kind === 'unlinked' ? 'unlinked' : 'similar'],
      login: row.loginId === null || row.loginKind === null ? null : { id: row.loginId, kind: row.loginKind },
      subject,
      candidates,
    }
  })
}

const suggestionWords = {
  unlinked: 'No identity source stands behind it, and somebody looks like it.',
  similar: 'Two persons look like one.',
}

const toMatchLogin = ({ personId: _personId, rule, detail, decision_id, ...login }: ComparedLogin): MatchLogin => ({
  ...login,
  link: linkOf({ rule, detail, decision_id }),
})
