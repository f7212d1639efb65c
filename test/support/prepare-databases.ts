// Runs once before all tests: prepares what each worker's database starts from. With TEST_DATABASE_URL the suite runs on that
// PostgreSQL (each worker in a database of its own), without it on the embedded engine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseOver } from '@rollcall/server/db/database.ts'
import { openEmbedded } from '@rollcall/server/db/embedded.ts'
import { migrate } from '@rollcall/server/db/migrate.ts'
import { jobs, openQueue } from '@rollcall/server/jobs/index.ts'
import { openLog } from '@rollcall/server/log.ts'

export default async function prepare(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-tests-'))
  if (process.env.TEST_DATABASE_URL === undefined) {
    const engine = await openEmbedded(null)
    await migrate(engine)
    const queue = await openQueue(databaseOver(engine), jobs, openLog('silent'))
    await queue.stop()
    const file = join(folder, 'empty-workspace.tar')
    writeFileSync(file, Buffer.from(await (await engine.dump()).arrayBuffer()))
    await engine.close()
    process.env.TEST_SNAPSHOT = file
  }
  return () => rmSync(folder, { recursive: true, force: true })
}
