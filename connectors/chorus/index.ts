import { z } from 'zod'
import {
  bearer,
  byAuth,
  changeConsoleAccount,
  consoleAccounts,
  createConsoleAccount,
  consoleSignIn,
  defineConnector,
  scimAccounts,
  secret,
} from '../kit/index.ts'
import { changeByScim } from './change-by-scim.ts'
import { recipes } from './recipes.ts'

/** Chorus's three attributes stand in the namespace of the core schema, and so at the top of the resource (CG-292 to CG-302). */
const Attributes = z.object({ chorus_role: z.string().nullish(), chorus_license_type: z.string().nullish(), manager_email: z.string().nullish() })

const Values = z.array(z.object({ value: z.string() })).min(1)
/** A role can be given before the first sign-in (CG-295); the guide's licences are in lower case. */
const named = (attribute: string, values: unknown): Record<string, string> => {
  const [first] = Values.safeParse(values).data ?? []
  return first === undefined ? {} : { [attribute]: attribute === 'chorus_role' ? first.value : first.value.toLowerCase() }
}

const inScim = scimAccounts({
  draft: ({ roles, entitlements, ...resource }) => ({ ...resource, ...named('chorus_role', roles), ...named('chorus_license_type', entitlements) }),
  refine: user => {
    const told = Attributes.safeParse(user).data
    return { role: told?.chorus_role ?? null, licence: told?.chorus_license_type ?? null, managerEmail: told?.manager_email ?? null }
  },
})
const inConsole = consoleAccounts(recipes)

/**
 * Chorus by SCIM where support has given the organisation a token (CG-284), and by its admin console where it has not (profile.ts tells how
 * the documents disagree).
 */
export const chorus = defineConnector({
  id: 'chorus',
  name: 'Chorus',
  category: 'app',
  summary: 'Accounts with role and licence, by SCIM with a token of your organisation, or worked in the admin console in a browser.',
  docs: 'https://help.chorus.ai',
  testedAgainst: "a stand-in SCIM server with the guide's attributes, and a stand-in console that follows the guide's navigation",
  baseUrl: {
    placeholder: 'https://chorus.ai/api/scim/v2',
    help: 'With a SCIM token: the SCIM base address. With a console sign-in: where your administrators sign in.',
    example: 'https://chorus.ai/api/scim/v2',
    pattern: {
      regex: '^https://([a-z0-9-]+\\.)*chorus\\.ai(/api/scim/v2)?/?$',
      message: 'The address is https://chorus.ai/api/scim/v2, or that of the console at chorus.ai.',
    },
  },
  auth: [
    bearer({ label: 'SCIM token', token: secret('token', 'SCIM token', { help: 'Of your organisation; support activates provisioning and gives it out.' }) }),
    consoleSignIn('Chorus'),
  ],
  limits: { perMinute: 60, observe: () => null },
  check: byAuth({ bearer: inScim.check, console: inConsole.check }),
  explain: inScim.explain,
  reads: { accounts: byAuth({ bearer: inScim.reads.accounts, console: inConsole.reads.accounts }) },
  writes: {
    readAccount: byAuth({ bearer: inScim.writes.readAccount, console: inConsole.writes.readAccount }),
    findAccount: byAuth({ bearer: inScim.writes.findAccount, console: inConsole.writes.findAccount }),
    createAccount: byAuth({ bearer: inScim.writes.createAccount, console: createConsoleAccount(recipes, recipes.createAccount) }),
    deactivateAccount: byAuth({ bearer: inScim.writes.deactivateAccount, console: inConsole.writes.deactivateAccount }),
    reactivateAccount: byAuth({ bearer: inScim.writes.reactivateAccount, console: inConsole.writes.reactivateAccount }),
    changeAccount: byAuth({ bearer: changeByScim, console: changeConsoleAccount(recipes, recipes.changeAccount) }),
  },
})
