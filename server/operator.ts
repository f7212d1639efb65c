import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { z } from 'zod'
import type { Config } from './config.ts'
import { newSecret } from './secrets.ts'

const Operator = z.object({ url: z.url(), secret: z.string() })
export type Operator = z.infer<typeof Operator>

const fileOf = (config: Config): string => `${config.dataFolder}.operator`

/** A secret for commands on the same machine; it lives as long as the server. */
export const newOperatorSecret = (): string => newSecret('rco')

/** Leaves address and secret where only the owner of the data folder can read them. */
export function leaveOperatorFile(config: Config, operator: Operator): () => void {
  const path = fileOf(config)
  rmSync(path, { force: true })
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, JSON.stringify(operator))
  closeSync(file)
  return () => rmSync(path, { force: true })
}

/** The server that runs on this data folder, if one left its file; it may have died since. */
export function findOperatorFile(config: Config): Operator | null {
  const path = fileOf(config)
  if (!existsSync(path)) return null
  const parsed = Operator.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return parsed.success ? parsed.data : null
}
