// Run once after every install of packages.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { blankClusterFile } from './blank-cluster.ts'
import { openEmbedded } from './embedded.ts'

const engine = await openEmbedded(null)
mkdirSync(dirname(blankClusterFile), { recursive: true })
writeFileSync(blankClusterFile, Buffer.from(await (await engine.dump()).arrayBuffer()))
await engine.close()
