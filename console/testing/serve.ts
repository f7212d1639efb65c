import { startStandIn } from './stand-in.ts'
import { company } from './company/company.ts'

// `node console/testing/serve.ts`: the built console over the demo answers, or the API for `vite` to proxy to.
const standIn = await startStandIn(company(), 4400)
process.stdout.write(`The console with stand-in answers: ${standIn.url}\n`)
