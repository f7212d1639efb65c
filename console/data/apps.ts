import { listApps } from '@rollcall/contract'
import { reading } from './reading.ts'

/** What is known of each app; a connection that begins to work may settle what was disputed. */
export const appsQuery = reading('connections', listApps, {})
