import { adminPath } from './core/index.ts'
import { startStandIns } from './stand-ins.ts'

/** `node simulators/run.ts`: the demo company's vendors on fixed ports, until interrupted. */
const { company, connections, okta, relay, salesforce, close } = await startStandIns({ ports: Array.from({ length: 10 }, (_, n) => 4501 + n) })

const lines = connections.map(({ name, baseUrl, credentials }) => `  ${name.padEnd(12)}${baseUrl.padEnd(34)}${JSON.stringify(credentials)}`)
process.stdout.write(`${company.name}'s vendors are up:\n${lines.join('\n')}\n\n`)
process.stdout.write(`Make one go wrong: POST ${relay.origin}${adminPath}/misbehaviours {"act": "limit", "times": 3}\n`)
process.stdout.write(`What was asked of it: GET ${okta.origin}${adminPath}/requests, ${salesforce.origin}${adminPath}/requests\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())
