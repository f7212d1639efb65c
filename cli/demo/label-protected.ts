import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from '@rollcall/contract'
import type { Context } from '@rollcall/server/context.ts'
import * as people from '@rollcall/server/modules/people/index.ts'
import type { StandIns } from '@rollcall/simulators'

const pollMilliseconds = 100
const longestWaitMilliseconds = 20_000

/**
 * Labels the accounts that no plan may touch, once the first read has brought them. Where no worker reads in time they stay without a
 * label: they belong to nobody who left, and nothing is planned of them.
 */
export async function labelProtected(ctx: Context, wanted: StandIns['company']['protected']): Promise<void> {
  const end = performance.now() + longestWaitMilliseconds
  for (const { userName, protection } of wanted) {
    let account = await findAccount(ctx, userName)
    while (account === undefined && performance.now() < end) {
      await pause(pollMilliseconds)
      account = await findAccount(ctx, userName)
    }
    if (account !== undefined) await people.protectAccount(ctx, account.id, protection)
  }
}

async function findAccount(ctx: Context, userName: string): Promise<Account | undefined> {
  const [person] = (await people.listPeople(ctx, { q: userName, sort: 'name', limit: 1 })).items
  return person === undefined ? undefined : (await people.readPerson(ctx, person.id)).accounts.find(account => account.userName === userName)
}
