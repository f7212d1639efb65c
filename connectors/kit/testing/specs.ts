import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Vendors' own descriptions of their APIs, kept beside the repository because their licences differ. */
const folder = join(import.meta.dirname, '../../../../shared/specs')

export const specsAbsent = !existsSync(folder)

/** For the names of tests that need them. */
export const whySkipped = specsAbsent ? " (skipped: the vendors' descriptions are not beside this repository)" : ''

export const readSpec = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'))
