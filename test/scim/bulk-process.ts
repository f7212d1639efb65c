// A Rollcall of its own on a data folder, for tests that kill it: prints its address and a token, then serves until it dies.
import { createToken } from '@rollcall/contract'
import { start } from '@rollcall/server'
import { readConfig } from '@rollcall/server/config.ts'
import * as directory from '@rollcall/server/modules/directory/index.ts'
import { as } from '@rollcall/server/context.ts'

const [folder = ''] = process.argv.slice(2)
const environment = {
  PORT: '0',
  ROLLCALL_DATA: folder,
  ROLLCALL_LOG: 'silent',
  ...(process.env.OWN_DATABASE_URL === undefined ? {} : { DATABASE_URL: process.env.OWN_DATABASE_URL }),
}
const rollcall = await start(readConfig(environment, folder), { roles: ['web'] })
const { ctx } = rollcall
const email = 'ada@rollcall.test'
const user =
  (await directory.findUserByEmail(ctx.db, email)) ??
  (await directory.insertUser(ctx.db, { email, name: 'Ada Admin', password_hash: 'none', created_at: new Date() }))
const ada = as(ctx, { kind: 'user', id: user.id, name: user.name, email, permissions: directory.permissionsOfUser(user) })
const { secret } = await directory.createToken(ada, { ...createToken.body.parse({ name: 'idp', scopes: ['scim:write'] }) })
process.stdout.write(`${JSON.stringify({ url: rollcall.url, secret })}\n`)
