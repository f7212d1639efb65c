import { createInterface } from 'node:readline/promises'
import { signIn, verifyAudit } from '@rollcall/contract'
import { type Client, openClient } from '../client.ts'
import { say } from '../print.ts'
import { keepLogin } from '../reach.ts'

/** Asks without echo, so that the password stands in no scrollback. */
async function askHidden(question: string): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY })
  const answer = asking.question(question)
  if (process.stdin.isTTY) Object.assign(asking, { _writeToOutput: () => undefined })
  try {
    return await answer
  } finally {
    asking.close()
    if (process.stdin.isTTY) process.stderr.write('\n')
  }
}

export async function login(url: string, email: string): Promise<void> {
  const password = process.env.ROLLCALL_PASSWORD ?? (await askHidden('Password: '))
  const code = process.env.ROLLCALL_CODE ?? (process.stdin.isTTY ? await askHidden('Code (leave empty when none is set up): ') : '')
  const { session } = await openClient(url, null).call(signIn, { body: { email, password, ...(code === '' ? {} : { code }) } })
  keepLogin({ url, session })
  say(`You are signed in at ${url} as ${email}.`)
}

/** Answers whether the chain is intact. */
export async function auditVerify(client: Client): Promise<boolean> {
  const { entries, intact, brokenAt, redacted = 0, head } = await client.call(verifyAudit)
  say(
    intact
      ? `${entries} entries, intact${redacted > 0 ? `, ${redacted} of them redacted by erasures` : ''}. Head ${head}`
      : `The chain is broken at entry ${brokenAt ?? '?'}; the ${entries} entries before it are intact.`,
  )
  return intact
}
