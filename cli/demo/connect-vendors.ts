import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '@rollcall/contract'
import type { Context } from '@rollcall/server/context.ts'
import * as connections from '@rollcall/server/modules/connections/index.ts'
import { hasChromium } from '@rollcall/server/modules/consoles/index.ts'
import * as sourceFiles from '@rollcall/server/modules/source-files/index.ts'
import type { CompanyFile, StandInConnection, StandIns } from '@rollcall/simulators'

const pollMilliseconds = 100
const longestWaitMilliseconds = 60_000

/** The stand-ins that can be connected here: consoles are worked in a Chromium. */
export async function connectable(ctx: Context, { connections: all }: StandIns): Promise<StandInConnection[]> {
  const { chromiumPath } = ctx.config.console
  return (await hasChromium(chromiumPath)) ? all : all.filter(({ auth }) => auth !== 'console')
}

/** Connects the vendors and uploads the files; what was connected before a failure is in `connected`. */
export async function connectVendors(ctx: Context, standIns: StandIns, connected: string[]): Promise<void> {
  const [identitySource, ...apps] = await connectable(ctx, standIns)
  const connect = async (wanted: StandInConnection) => {
    const { id } = await connections.createConnection(ctx, wanted)
    connected.push(id)
    return id
  }
  // The first one names people.
  if (identitySource !== undefined) await connect(identitySource)
  await Promise.all(apps.map(connect))
  for (const file of standIns.company.files) {
    const id = await connect({ connector: file.connector, name: file.name, baseUrl: '', auth: '', credentials: {} })
    await upload(ctx, id, file)
  }
}

async function upload(ctx: Context, id: string, { fileName, csv, expectedRows }: CompanyFile): Promise<void> {
  const bytes = Buffer.from(csv)
  const { mapping } = await sourceFiles.previewFile(ctx, id, { fileName, bytes })
  await sourceFiles.uploadFile(ctx, id, { fileName, bytes, mapping, expectedRows })
}

/** Until everything was read once, or no worker reads in time. */
export const awaitFirstReads = (ctx: Context): Promise<void> => awaitReads(ctx, () => true, new Date(0))

async function awaitReads(ctx: Context, wanted: (connection: Connection) => boolean, since: Date): Promise<void> {
  const end = performance.now() + longestWaitMilliseconds
  while (performance.now() < end) {
    if ((await connections.listConnections(ctx)).filter(wanted).every(connection => isRead(connection, since))) return
    await pause(pollMilliseconds)
  }
}

const isRead = ({ connector, reading, lastReads }: Connection, since: Date): boolean =>
  reading === null &&
  lastReads.some(
    ({ resource, startedAt }) =>
      resource === (connector === 'okta' ? 'assignments' : connector === 'hr-file' ? 'identities' : 'accounts') && new Date(startedAt) >= since,
  )

/**
 * Reads everything that is asked over a network and quickly once more, the apps after the identity source: what is missing counts when it was
 * looked for after it was assigned.
 */
export async function readAgain(ctx: Context): Promise<void> {
  const begun = ctx.clock.now()
  const isSource = ({ connector }: Connection) => connector === 'okta'
  const askAll = async (wanted: (connection: Connection) => boolean) => {
    for (const connection of (await connections.listConnections(ctx)).filter(wanted))
      if (connection.state === 'working' && connection.auth !== 'console' && connection.baseUrl !== '') await connections.askSync(ctx, connection.id)
  }
  await askAll(isSource)
  await awaitReads(ctx, isSource, begun)
  await askAll(connection => !isSource(connection))
}
