import { createToken, listTokens, renewToken, Scope } from '@rollcall/contract'
import { ApiRefusal, type Client } from '../client.ts'
import { say } from '../print.ts'

const inDays = (days: string): string => {
  const number = Number(days)
  if (!Number.isFinite(number) || number < 0) throw new ApiRefusal('bad_request', `"${days}" is no number of days.`)
  return new Date(Date.now() + number * 86_400_000).toISOString()
}

function scopeOf(text: string): Scope {
  const scope = Scope.safeParse(text)
  if (!scope.success) throw new ApiRefusal('bad_request', `There is no scope ${text}. Scopes are: ${Scope.options.join(', ')}.`)
  return scope.data
}

export async function tokenCreate(client: Client, { name, scope, days }: { name: string; scope: readonly string[]; days?: string }): Promise<void> {
  const { secret } = await client.call(createToken, { body: { name, scopes: scope.map(scopeOf), expiresAt: days === undefined ? null : inDays(days) } })
  say(secret)
}

export async function tokenList(client: Client): Promise<void> {
  const { items } = await client.call(listTokens)
  if (items.length === 0) return say('There are no tokens. Make one with: rollcall token create --name N --scope S')
  for (const { id, name, scopes, expiresAt, secrets } of items) {
    say(`${name}  ${id}  ${scopes.join(', ')}${expiresAt === null ? '' : `, ends ${expiresAt}`}`)
    for (const { last4, lastUsedAt, endsAt } of secrets)
      say(`  …${last4}  ${lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`}${endsAt === null ? '' : `, works until ${endsAt}`}`)
  }
}

export async function tokenRenew(client: Client, named: string, overlap: string): Promise<void> {
  const oldEndsAt = inDays(overlap)
  const [found, ...others] = (await client.call(listTokens)).items.filter(({ id, name }) => id === named || name === named)
  if (found === undefined) throw new ApiRefusal('not_found', `There is no token ${named}. List them with: rollcall token list`)
  if (others.length > 0) throw new ApiRefusal('conflict', `Several tokens are named ${named}. Give the id, which rollcall token list shows.`)
  const { secret } = await client.call(renewToken, { params: { id: found.id }, body: { oldEndsAt } })
  say(secret)
}
