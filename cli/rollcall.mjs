#!/usr/bin/env node
// What was compiled once is not compiled again: half a second of every start. Kept beside the packages it belongs to.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.rollcall', 'compiled'))
await import('./main.ts')
