import { createHash } from 'node:crypto'

/** Names a version of a record and what was shown of it: a change of a manager's name shows in the records of their team. */
export const etagFor = (version: number, shown: unknown): string =>
  `"${version}-${createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 8)}"`

/** `If-Match` as the write path takes it: what counts for a write is the version, not what was shown. */
export const versionsIn = (ifMatch: string | null): string | null => ifMatch?.replace(/"(\d+)-[0-9a-f]{8}"/g, 'W/"$1"') ?? null
