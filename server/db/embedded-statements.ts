import { type PGlite, protocol } from '@electric-sql/pglite'
import type { QueryOutcome } from './engine.ts'
import { statementNames } from './statement-names.ts'

interface Prepared {
  /** Type oids. */
  readonly parameters: readonly number[]
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

const { serialize, messages } = protocol

/**
 * Asks with statements that the database has parsed before. PGlite parses, plans and describes every query anew, in five round trips into
 * WebAssembly; a statement that comes again is bound and executed in one.
 */
export function openStatements(database: PGlite): (text: string, values: readonly unknown[]) => Promise<QueryOutcome> {
  const nameOf = statementNames()
  const known = new Map<string, Prepared>()

  const send = (...parts: readonly Uint8Array[]) => database.runExclusive(() => database.execProtocolStream(Buffer.concat(parts)))

  const prepare = async (name: string, text: string): Promise<Prepared> => {
    const replies = await send(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync())
    const prepared = {
      parameters: replies.find(each => each instanceof messages.ParameterDescriptionMessage)?.dataTypeIDs ?? [],
      fields: replies.find(each => each instanceof messages.RowDescriptionMessage)?.fields ?? [],
    }
    known.set(name, prepared)
    return prepared
  }

  return async (text, values) => {
    const name = values.length === 0 ? undefined : nameOf(text)
    if (name === undefined) {
      const { rows, affectedRows } = await database.query<Record<string, unknown>>(text, [...values])
      return { rows, affected: affectedRows ?? 0 }
    }
    const { parameters, fields } = known.get(name) ?? (await prepare(name, text))
    const bound = values.map((value, n) => (value === null || value === undefined ? null : written(database, parameters[n] ?? 0, value)))
    const replies = await send(serialize.bind({ statement: name, values: bound }), serialize.execute(), serialize.sync())
    const rows: Record<string, unknown>[] = []
    let affected = 0
    for (const reply of replies) {
      if (reply instanceof messages.DataRowMessage)
        rows.push(Object.fromEntries(fields.map(({ name: field, dataTypeID }, n) => [field, read(database, dataTypeID, reply.fields[n] ?? null)])))
      else if (reply instanceof messages.CommandCompleteMessage) affected = affectedBy(reply.text)
    }
    return { rows, affected }
  }
}

const written = ({ serializers }: PGlite, type: number, value: unknown): string => serializers[type]?.(value) ?? String(value)

const read = ({ parsers }: PGlite, type: number, text: string | null): unknown => {
  if (text === null) return null
  const parse = parsers[type]
  return parse === undefined ? text : parse(text, type)
}

/** `INSERT 0 3`, `UPDATE 3`; what only reads affects nothing. */
const affectedBy = (command: string): number => (/^(?:INSERT|UPDATE|DELETE|MERGE|COPY)/.test(command) ? Number(command.split(' ').at(-1)) : 0)
