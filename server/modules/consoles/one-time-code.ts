import { setTimeout as sleep } from 'node:timers/promises'
import { VendorError } from '@rollcall/connectors/kit'
import { Secret, TOTP, URI } from 'otpauth'
import type { Clock } from '../../context.ts'

/** An authenticator's secret as consoles give it: Base32, or the address that stands behind the QR code. */
function authenticator(app: string, secret: string): TOTP {
  try {
    const parsed = secret.startsWith('otpauth:') ? URI.parse(secret) : new TOTP({ secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')) })
    if (parsed instanceof TOTP) return parsed
  } catch (cause) {
    throw new VendorError('credentials', `The authenticator secret of ${app} cannot be read; it is Base32, or an address that begins with otpauth://totp/.`, {
      cause,
    })
  }
  throw new VendorError('credentials', `The authenticator secret of ${app} counts sign-ins and not time; consoles are signed in to by time (otpauth://totp/).`)
}

/**
 * The code of this moment. A console takes each code once (RFC 6238 section 5.2), so whoever wants one takes the period first, among all
 * processes, and waits for the next where somebody has it.
 * @param takeUntil answers true when nobody holds the period that ends then
 */
export async function nextCode(
  app: string,
  secret: string,
  { clock, takeUntil, stopping }: { clock: Clock; takeUntil: (end: Date) => Promise<boolean>; stopping: AbortSignal },
): Promise<string> {
  const totp = authenticator(app, secret)
  for (;;) {
    const now = clock.now().getTime()
    const end = (Math.floor(now / 1000 / totp.period) + 1) * totp.period * 1000
    if (await takeUntil(new Date(end))) return totp.generate({ timestamp: now })
    await sleep(Math.max(1, end - clock.now().getTime()), undefined, { signal: stopping })
  }
}
