import { AccessRules } from '@rollcall/contract'
import type { Context } from '@rollcall/server/context.ts'
import { Refused } from '@rollcall/server/errors.ts'
import * as lifecycle from '@rollcall/server/modules/lifecycle/index.ts'
import * as people from '@rollcall/server/modules/people/index.ts'

const dayMilliseconds = 86_400_000
const exceptionDays = 60
/** A comparison of a read that ends meanwhile may change what a draft finds. */
const mostAttempts = 5

const login = (name: string): string => `${name}@fernhollow.example`

/** Who should have what: one rule that somebody has fallen out of, and four people for whom something else was agreed for a while. */
const rulesUntil = (until: string): AccessRules =>
  AccessRules.parse({
    rules: [
      {
        name: 'Sales development',
        conditions: [
          { kind: 'attribute', name: 'department', operator: 'is', values: ['Sales Development'] },
          { kind: 'attribute', name: 'title', operator: 'contains', values: ['Representative'] },
        ],
        gives: [{ app: 'Chorus', role: 'Rep (SDR)' }],
      },
    ],
    exceptions: [
      { person: login('mei.zhang'), app: 'Chorus', effect: 'give', licence: 'recorder', reason: 'Records onboarding calls this quarter', until },
      { person: login('stefan.vogel'), app: 'Slack', effect: 'give', groups: ['Sales'], reason: 'Takes hand-overs from the sellers', until },
      { person: login('sunita.deshpande'), app: 'Chorus', effect: 'give', reason: 'Reviews the forecast calls', until },
      { person: login('hannah.kowalski'), app: 'Chorus', effect: 'deny', reason: 'Works with partners who do not want to be recorded', until },
    ],
  })

/** Saves the company's access rules as a person does, after a look at what they would find. */
export async function setAccessRules(ctx: Context): Promise<void> {
  const until = new Date(ctx.clock.now().getTime() + exceptionDays * dayMilliseconds).toISOString().slice(0, 10)
  const document = rulesUntil(until)
  for (let attempt = 1; ; attempt++) {
    await people.correlate(ctx)
    const { hash } = await lifecycle.previewAccessRules(ctx, { document })
    try {
      await lifecycle.saveAccessRules(ctx, { document, hash })
      return
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.code !== 'rules_stale' || attempt === mostAttempts) throw thrown
    }
  }
}
