import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of this run alone, and how to remove it. */
export function makeTemporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-demo-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
