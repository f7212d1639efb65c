/** One session of a database engine. */
export interface Session {
  /** One statement with `$1` parameters. */
  query(text: string, values?: readonly unknown[]): Promise<QueryOutcome>
  /** Statements without parameters, separated by semicolons; the rows of all of them. */
  exec(text: string): Promise<QueryOutcome>
  /** Gives the session back; a broken one is thrown away. */
  release(broken?: boolean): void
}

export interface QueryOutcome {
  readonly rows: Record<string, unknown>[]
  readonly affected: number
}

/**
 * What differs between the embedded database and PostgreSQL. Both answer int8 as number, timestamptz as Date, jsonb parsed and
 * numeric as string.
 */
export interface Engine {
  readonly kind: 'embedded' | 'postgres'
  session(): Promise<Session>
  /** Calls back for every NOTIFY on the channel, after each commit. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}
