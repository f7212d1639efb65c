import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Client as Postgres } from 'pg'
import { createConnection } from '@rollcall/contract'
import type { Engine } from '@rollcall/server/db/engine.ts'
import { openEmbedded } from '@rollcall/server/db/embedded.ts'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import type { Role } from '@rollcall/server'
import { signInAdmin, startWorkspace, type Workspace } from '../../test/support/workspace.ts'
import type { Seen, VendorsOptions } from './vendors.ts'

/** The processes of one bench read the same sealed credentials. */
export const environment = { ROLLCALL_SECRET_KEY: 'the key of a bench, which guards nothing' }

/** An empty database beside the one that `BENCH_DATABASE_URL` names, or the embedded engine. */
export const databaseAddress = (): string | undefined => {
  const address = process.env.BENCH_DATABASE_URL
  return address === undefined ? undefined : Object.assign(new URL(address), { pathname: '/rollcall_roll_bench' }).href
}

async function openEmpty(): Promise<Engine> {
  const address = databaseAddress()
  if (address === undefined) return openEmbedded(null)
  const admin = new Postgres({ connectionString: process.env.BENCH_DATABASE_URL })
  await admin.connect()
  await admin.query('drop database if exists rollcall_roll_bench with (force)')
  await admin.query('create database rollcall_roll_bench')
  await admin.end()
  return openPostgres(address, { connections: 20 })
}

/** A process of this folder, once it has said that it is ready. */
export async function startProcess(file: string, argument: unknown): Promise<{ process: ChildProcess; said: unknown }> {
  const started = fork(join(import.meta.dirname, file), [JSON.stringify(argument)])
  const [said] = await once(started, 'message')
  return { process: started, said }
}

export interface Company {
  readonly workspace: Workspace
  readonly engine: Engine['kind']
  /** Okta first, then the apps. */
  readonly connectionIds: readonly string[]
  seen(): Promise<Seen>
  stop(): Promise<void>
}

/** Okta and a number of apps over HTTP, in a process of their own, connected to an empty workspace. */
export async function startCompany(options: VendorsOptions & { apps: number; roles: readonly Role[] }): Promise<Company> {
  const vendors = await startProcess('vendors.ts', options)
  const origin = String(vendors.said)
  const engine = await openEmpty()
  const workspace = await startWorkspace({ engine, roles: options.roles, environment })
  const ada = await signInAdmin(workspace)
  const connect = async (connector: string, name: string, path: string, credentials: Record<string, string>) =>
    (await ada.call(createConnection, { body: { connector, name, baseUrl: origin + path, auth: 'bearer', credentials } })).id
  const connectionIds = [await connect('okta', 'Okta', '/okta', { apiToken: '00okta-1234' })]
  for (let app = 1; app <= options.apps; app += 1) connectionIds.push(await connect('scim', `App ${app}`, `/app${app}/scim`, { token: 'token-1234' }))
  return {
    workspace,
    engine: engine.kind,
    connectionIds,
    seen: async () => (await (await fetch(`${origin}/seen`)).json()) as Seen,
    stop: async () => {
      await workspace.stop()
      vendors.process.kill()
    },
  }
}
