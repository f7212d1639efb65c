import { hasChromium } from '@rollcall/server/modules/consoles/index.ts'
import type { ConsoleUser } from '@rollcall/simulators'

/** Whether consoles can be worked here, and what to say of the tests where they cannot. */
export const chromiumAbsent = !(await hasChromium(null))
export const whyNoConsoles = chromiumAbsent ? ' (skipped: there is no Chromium on this machine)' : ''

export const consolePassword = 'Correct-Horse-77'
const secret = 'JBSWY3DPEHPK3PXP'

/** The administrator that the stand-in consoles know. Its codes last a second, so that nobody waits for the next one. */
export const consoleAdmins = { 'ops@acme.test': { password: consolePassword, totpSecret: secret, periodSeconds: 1 } }
export const consoleCredentials = { user: 'ops@acme.test', password: consolePassword, totpSecret: `otpauth://totp/console:ops?secret=${secret}&period=1` }

export const consoleUser = (n: number, more: Partial<ConsoleUser> = {}): ConsoleUser => ({
  id: `u-${n}`,
  name: `Pat No ${n}`,
  email: `p${n}@acme.test`,
  active: true,
  role: null,
  licence: null,
  team: null,
  lastActive: '2026-11-01',
  ...more,
})

/** Five users on three pages, the administrator among them. */
export const consoleUsers = [
  consoleUser(1),
  consoleUser(2, { active: false, lastActive: null }),
  consoleUser(3),
  consoleUser(4),
  consoleUser(0, { name: 'Ops', email: 'ops@acme.test' }),
]
