import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import type { Clock, Context } from './context.ts'
import { databaseOver } from './db/database.ts'
import { openEmbedded } from './db/embedded.ts'
import type { Engine } from './db/engine.ts'
import { migrate } from './db/migrate.ts'
import { openPostgres } from './db/postgres.ts'
import { openEvents } from './events.ts'
import { openApp } from './http/app.ts'
import { jobs, openQueue } from './jobs/index.ts'
import { openLog } from './log.ts'
import * as connections from './modules/connections/index.ts'
import * as signIn from './modules/sign-in/index.ts'
import { openKeyring } from './secrets.ts'

export type Role = 'web' | 'worker'

export interface StartOptions {
  /** Both unless told. Any number of processes of either role share one PostgreSQL. */
  readonly roles?: readonly Role[]
  /** An engine that is open already; otherwise the configuration says which. */
  readonly engine?: Engine
  readonly clock?: Clock
  readonly operatorSecret?: string
  /** Brings up the demo company on an empty workspace, and again at every later start of it. */
  readonly demo?: Demo
}

/** Stand-in vendors live outside the server, which must not know them. */
export interface Demo {
  /** Starts the stand-ins (at the addresses they had, when they had some) and answers their origins. */
  readonly standIns: (ctx: Context) => Promise<{ origins: readonly string[]; stop: () => Promise<void> }>
  /** Connects them and imports the calls. */
  readonly fill: (ctx: Context) => Promise<void>
}

export interface Rollcall {
  readonly ctx: Context
  /** The address people use; null for a worker alone. */
  readonly url: string | null
  /** Where the web server listens on this machine. */
  readonly listening: string | null
  /** The one-time link for the first admin; null once there is one. */
  readonly claimUrl: string | null
  /** Ends running jobs and requests, then closes the database. */
  stop(): Promise<void>
}

export const openEngine = (config: Config): Promise<Engine> =>
  config.databaseUrl === null ? openEmbedded(config.dataFolder) : openPostgres(config.databaseUrl)

/** The composition root: configuration -> database -> modules -> jobs and HTTP. Throws CannotStart with one sentence. */
export async function start(config: Config, options: StartOptions = {}): Promise<Rollcall> {
  const roles = options.roles ?? ['web', 'worker']
  const log = openLog(config.logLevel)
  const keyring = openKeyring(config)
  const engine = options.engine ?? (await openEngine(config))
  const database = databaseOver(engine)
  await migrate(engine)
  const [events, queue] = [await openEvents(database), await openQueue(database, jobs, log)]
  const stopping = new AbortController()
  const address = { url: config.publicUrl ?? `http://localhost:${config.port}` }
  const ctx: Context = {
    db: database.db,
    transaction: database.transaction,
    clock: options.clock ?? { now: () => new Date() },
    log,
    config,
    publicUrl: () => address.url,
    keyring,
    enqueue: queue.enqueue,
    publish: events.publish,
    actor: { kind: 'system', name: 'start', permissions: [] },
    stopping: stopping.signal,
    standIns: new Set(),
  }
  await connections.resealCredentials(ctx)

  const server = roles.includes('web') ? await openApp(ctx, { queue, events, operatorSecret: options.operatorSecret ?? null }) : null
  let listening: string | null = null
  if (server !== null) {
    await server.listen({ port: config.port, host: config.host })
    const { port } = server.server.address() as AddressInfo
    listening = `http://127.0.0.1:${port}`
    if (config.publicUrl === null) address.url = `http://localhost:${port}`
  }
  if (roles.includes('worker')) await queue.work(ctx)
  await queue.enqueue('sweep', { alone: engine.kind === 'embedded' })
  const claim = server === null ? null : await signIn.offerClaim(ctx)

  return {
    ctx,
    url: server === null ? null : address.url,
    listening,
    claimUrl: claim === null ? null : `${address.url}/claim?token=${claim}`,
    stop: async () => {
      stopping.abort()
      await server?.close()
      await queue.stop()
      await events.close()
      await database.close()
    },
  }
}
