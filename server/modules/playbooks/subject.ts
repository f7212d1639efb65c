import type { Account, Identity, Person } from '@rollcall/contract'
import type { Writes } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { type ConnectionRow, connectorOf, findConnections, noConnection } from '../connections/index.ts'
import { findGivings, type Giving } from '../lifecycle/index.ts'
import { readPerson } from '../people/index.ts'

/** A connection and what its connector can do there. */
export interface Place {
  readonly row: ConnectionRow
  readonly writes: Writes
  /** Its rows come from files that people upload: nothing is changed there by a plan. */
  readonly isFile: boolean
  /** It is an app; an identity source has people. */
  readonly hasAccounts: boolean
}

/** Whom a playbook is about, with every login and what the identity sources give them. */
export interface Subject {
  readonly person: Person
  readonly identities: readonly (Identity & { readonly place: Place })[]
  readonly accounts: readonly (Account & { readonly place: Place })[]
  readonly givings: readonly Giving[]
}

const placeOf = (row: ConnectionRow): Place => {
  const { reads, writes, file } = connectorOf(row.connector)
  return { row, writes, isFile: file !== undefined, hasAccounts: reads.accounts !== undefined || file?.resource === 'accounts' }
}

export const findPlaces = async (ctx: Context): Promise<Map<string, Place>> => new Map((await findConnections(ctx.db)).map(row => [row.id, placeOf(row)]))

/** Every connection; refused where a chosen one is not among them. */
export async function placesOf(ctx: Context, chosen: readonly { readonly connectionId: string }[]): Promise<Map<string, Place>> {
  const places = await findPlaces(ctx)
  for (const { connectionId } of chosen) placeIn(places, connectionId)
  return places
}

export function placeIn(places: ReadonlyMap<string, Place>, id: string): Place {
  const place = places.get(id)
  if (place === undefined) throw noConnection()
  return place
}

/** Throws `not_found` where there is nobody of this id. */
export async function readSubject(ctx: Context, personId: string): Promise<Subject> {
  const person = await readPerson(ctx, personId)
  const places = await findPlaces(ctx)
  const placed = <Login extends { connectionId: string }>(logins: readonly Login[]) =>
    logins.flatMap(login => {
      const place = places.get(login.connectionId)
      return place === undefined ? [] : [{ ...login, place }]
    })
  return { person, identities: placed(person.identities), accounts: placed(person.accounts), givings: await findGivings(ctx.db, [personId]) }
}

/** It lets somebody in, or may soon. */
export const isOpen = ({ status }: { readonly status: Account['status'] }): boolean => status !== 'inactive' && status !== 'deleted'
