import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { start } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { isFolderLocked } from '@rollcall/server/db/folder-lock.ts'
import { findOperatorFile, newOperatorSecret } from '@rollcall/server/operator.ts'
import { z } from 'zod'
import { type Client, openClient } from './client.ts'

const Login = z.object({ url: z.url(), session: z.string() })

const loginFile = (): string => join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'rollcall', 'login.json')

/** Keeps a person's session for the next commands, readable by its owner alone. */
export function keepLogin(login: z.infer<typeof Login>): void {
  mkdirSync(dirname(loginFile()), { recursive: true, mode: 0o700 })
  rmSync(loginFile(), { force: true })
  writeFileSync(loginFile(), JSON.stringify(login), { mode: 0o600 })
}

export const readLogin = (): z.infer<typeof Login> | null =>
  existsSync(loginFile()) ? (Login.safeParse(JSON.parse(readFileSync(loginFile(), 'utf8'))).data ?? null) : null

/**
 * Runs a command against a server, the first of: ROLLCALL_URL with ROLLCALL_TOKEN; the session that `rollcall login` kept; the
 * server that runs on the data folder here, as its operator; and, when none runs, one that is started for this command alone.
 */
export async function withClient<T>(config: Config, run: (client: Client) => Promise<T>): Promise<T> {
  const { ROLLCALL_URL: url, ROLLCALL_TOKEN: token } = process.env
  if (url !== undefined) return run(openClient(url.replace(/\/+$/, ''), token ?? null))
  const login = readLogin()
  if (login !== null) return run(openClient(login.url, login.session))
  const operator = findOperatorFile(config)
  if (operator !== null && (config.databaseUrl !== null || isFolderLocked(config.dataFolder))) return run(openClient(operator.url, operator.secret))
  return withOwnServer(config, run)
}

async function withOwnServer<T>(config: Config, run: (client: Client) => Promise<T>): Promise<T> {
  const operatorSecret = newOperatorSecret()
  const rollcall = await start(
    { ...config, port: 0, host: '127.0.0.1', publicUrl: config.publicUrl ?? `http://localhost:${config.port}`, logLevel: 'error' },
    { operatorSecret },
  )
  try {
    return await run(openClient(rollcall.listening ?? '', operatorSecret))
  } finally {
    await rollcall.stop()
  }
}
