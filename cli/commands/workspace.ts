import { openEngine } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { restoreBackup, writeBackup } from '@rollcall/server/db/backup.ts'
import { openKeyring } from '@rollcall/server/secrets.ts'
import { version } from '@rollcall/server/version.ts'
import { say } from '../print.ts'

/** Needs the workspace for itself when it is embedded: stop the server first. */
export async function backup(config: Config, file: string): Promise<void> {
  const engine = await openEngine(config)
  try {
    const { tables, rows, sha256, keyId } = await writeBackup(engine, file, { version, keyId: openKeyring(config).keyId, now: new Date() })
    say(`${file}: ${rows} rows of ${tables} tables, SHA-256 ${sha256}. Credentials inside are sealed with the key ${keyId}; keep that key as well.`)
  } finally {
    await engine.close()
  }
}

export async function restore(config: Config, file: string): Promise<void> {
  const engine = await openEngine(config)
  try {
    const { tables, rows, keyId, createdAt } = await restoreBackup(engine, file)
    const present = openKeyring(config).keyId
    say(`${rows} rows of ${tables} tables as of ${createdAt} were restored and verified.`)
    if (present !== keyId)
      say(
        `The credentials inside were sealed with the key ${keyId}, and the key here is ${present}. Give the old one as ROLLCALL_SECRET_KEY_PREVIOUS, or enter them again.`,
      )
  } finally {
    await engine.close()
  }
}
