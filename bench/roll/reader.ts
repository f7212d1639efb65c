// A worker process that reads the connections it is told to, once it is told to begin.
import { once } from 'node:events'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import { startWorkspace } from '../../test/support/workspace.ts'
import { environment } from './company.ts'
import { readAll } from './read-all.ts'

const { database, connectionIds } = JSON.parse(process.argv[2] ?? '') as { database: string; connectionIds: string[] }
const { ctx, stop } = await startWorkspace({ engine: await openPostgres(database), roles: [], environment })
process.send?.('ready')
await once(process, 'message')
await readAll(ctx, connectionIds)
process.send?.('done')
await stop()
process.disconnect()
