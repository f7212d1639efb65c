import { readConfig } from '@rollcall/server/config.ts'
import { start } from '@rollcall/server'
const t=Date.now()
const rollcall = await start(readConfig(process.env, process.cwd()))
process.stdout.write(`${rollcall.url} ${rollcall.claimUrl} ${Date.now()-t}ms\n`)
process.on('SIGINT', () => void rollcall.stop().then(() => process.exit(0)))
process.on('SIGTERM', () => void rollcall.stop().then(() => process.exit(0)))
