import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// The vendors' tests are not ours to copy; they lie beside the repository where they may be used.
const folder = join(import.meta.dirname, '../../../shared/specs/scim')

export const whySkipped = existsSync(folder) ? null : `the vendors' tests are not at ${folder}`

export const readSpec = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'))
