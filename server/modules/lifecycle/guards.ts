import type { Guards, GuardVerdict } from '@rollcall/contract'

/** What one person may approve alone, while nobody chose. The share is that of Okta's Import Safeguard (help.okta.com, Import safeguards), the numbers are ours. */
export const initialGuards: Guards = { app: { changes: 10, share: 0.2 }, run: { changes: 25, share: 0.2 }, small: { population: 50, share: 0.5 }, few: 3 }

/** Holds a plan against each limit: per app, and in all. Passing the number or the share is enough to need a second person. */
export function holdAgainst(settings: Guards, apps: readonly { name: string; changes: number; population: number }[]): GuardVerdict[] {
  const whole = {
    name: 'the whole plan',
    changes: apps.reduce((sum, app) => sum + app.changes, 0),
    population: apps.reduce((sum, app) => sum + app.population, 0),
  }
  return [...apps.map(app => ({ ...app, limit: settings.app })), { ...whole, limit: settings.run }].map(({ name, changes, population, limit }) => {
    const limitShare = population < settings.small.population ? Math.max(limit.share, settings.small.share) : limit.share
    const exceeded = changes > limit.changes || (changes > settings.few && changes / population > limitShare)
    return { scope: name, changes, population, limit: limit.changes, limitShare, exceeded }
  })
}
