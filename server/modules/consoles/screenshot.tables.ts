import type { Generated } from 'kysely'

export interface ConsoleTables {
  console_screenshots: {
    id: Generated<string>
    connection_id: string
    purpose: 'check' | 'evidence'
    taken_at: Date
    about: string | null
    shows: string
    sha256: string
    png: Uint8Array
  }
}
