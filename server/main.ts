import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import { as, type Clock, type Context } from './context.ts'
import { databaseOver } from './db/database.ts'
import { openEmbedded } from './db/embedded.ts'
import type { Engine } from './db/engine.ts'
import { migrate } from './db/migrate.ts'
import { openPostgres } from './db/postgres.ts'
import { type Demo, hostDemo } from './demo.ts'
import { CannotStart, errorCodeOf } from './errors.ts'
import { openEvents } from './events.ts'
import { openApp } from './http/app.ts'
import { jobs, openQueue } from './jobs/index.ts'
import { openLog } from './log.ts'
import * as connections from './modules/connections/index.ts'
import * as conversations from './modules/conversations/index.ts'
import * as signIn from './modules/sign-in/index.ts'
import * as webhooks from './modules/webhooks/index.ts'
import { openKeyring } from './secrets.ts'
import { takeOver } from './take-over.ts'

export type Role = 'web' | 'worker'

export interface StartOptions {
  /** Both unless told. Any number of processes of either role share one PostgreSQL. */
  readonly roles?: readonly Role[]
  /** An engine that is open already; otherwise the configuration says which. */
  readonly engine?: Engine
  readonly clock?: Clock
  readonly operatorSecret?: string
  /** What `POST /demo` loads into an empty workspace, and what is brought up again at every later start of that workspace. */
  readonly demo?: Demo
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
  const standIns = new Set<string>()
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
    standIns,
  }
  await connections.resealCredentials(ctx)
  await signIn.resealKeys(ctx)
  await signIn.resealClientSecrets(ctx)
  await webhooks.resealSecrets(ctx)
  await conversations.seedTrackers(ctx)
  const demo = await hostDemo(ctx, options.demo ?? null, standIns)

  const server = roles.includes('web') ? await openApp(ctx, { queue, events, demo, operatorSecret: options.operatorSecret ?? null }) : null
  let courier: webhooks.Courier | null = null
  const stop = async () => {
    stopping.abort()
    await server?.close()
    await courier?.stop()
    await queue.stop()
    await demo.stop()
    await events.close()
    await database.close()
  }
  let listening: string | null = null
  if (server !== null) {
    await server.listen({ port: config.port, host: config.host }).catch(async (cause: unknown) => {
      await stop()
      throw errorCodeOf(cause) === 'EADDRINUSE'
        ? new CannotStart(`Port ${config.port} is taken; Rollcall may be running already. Choose another one with PORT.`, { cause })
        : cause
    })
    const { port } = server.server.address() as AddressInfo
    listening = `http://127.0.0.1:${port}`
    if (config.publicUrl === null) address.url = `http://localhost:${port}`
  }
  if (engine.kind === 'embedded') await takeOver(ctx)
  if (roles.includes('worker')) {
    await queue.work(ctx)
    // A trigger tells of who left, whichever door it was; a word that got lost is made up for by the sweep.
    events.subscribe(({ topic }) => {
      if (topic === 'departures') void queue.enqueue('settle-departures', {}).catch((err: unknown) => log.warn({ err }, 'a departure waits for the sweep'))
    })
    courier = webhooks.openCourier(as(ctx, { kind: 'system', name: 'webhooks', permissions: [] }))
  }
  await queue.enqueue('sweep', {})
  const claim = server === null ? null : await signIn.offerClaim(ctx)

  return {
    ctx,
    url: server === null ? null : address.url,
    listening,
    claimUrl: claim === null ? null : `${address.url}/claim?token=${claim}`,
    stop,
  }
}
