import { setTimeout as sleep } from 'node:timers/promises'
import { type ConsoleRecipes, VendorError } from '@rollcall/connectors/kit'
import { errors, type Page } from 'playwright-core'
import { Changed } from './read-page.ts'
import { Slow, type Surroundings } from './surroundings.ts'
import type { Walk } from './walk.ts'

const lookMs = 1_000

/** What is known when a walk did not come to its end. */
export interface Situation {
  readonly recipes: ConsoleRecipes
  readonly walk: Pick<Walk, 'page' | 'where' | 'pressed' | 'patienceMs'>
  readonly surroundings: Surroundings
  readonly signingIn: boolean
  /** The time of the whole session was up. */
  readonly timedOut: boolean
}

/** Why a walk failed, as one sentence that says what to do. `uncertain` once something was pressed that changes the console. */
export async function judgeFailure(thrown: unknown, situation: Situation): Promise<VendorError> {
  const { recipes, walk, surroundings, signingIn, timedOut } = situation
  const { app, written } = recipes
  const on = walk.where
  const told = (kind: ConstructorParameters<typeof VendorError>[0], sentence: string) =>
    new VendorError(kind, sentence, { uncertain: walk.pressed, cause: thrown, status: surroundings.status() })
  if (timedOut) return told('unreachable', `The console of ${app} did not come to an end in the time a session has; it was on ${on}.`)
  if (thrown instanceof VendorError) return walk.pressed ? told(thrown.kind, thrown.sentence) : thrown
  const status = surroundings.status() ?? 200
  if (status >= 500) return told('unreachable', `The console of ${app} answered with an error page (${status}) on ${on}; it may be down for a while.`)
  if (status === 429) return told('limited', `The console of ${app} takes no more requests for now (429).`)
  if (status === 403)
    return told('permission', `The console of ${app} does not let this administrator see ${on} (403); give the account the right to manage users.`)
  const [blocked] = surroundings.blocked().slice(-1)
  if (blocked !== undefined && walk.page.url().startsWith('chrome-error:'))
    return told('address', `The console of ${app} leads to ${blocked}, which is not among the hosts that its recipe may visit.`)
  if (signingIn && thrown instanceof Changed) return signInRefused(walk.page, app, written, thrown, told)
  if (!signingIn && (await asksToSignIn(walk.page, recipes))) return told('unreachable', `The session at the console of ${app} ended in the middle, on ${on}.`)
  if (thrown instanceof Changed)
    return told('refused', `The console of ${app} has changed: there is ${thrown.message} on ${on}. A person has to do it; the recipe is from ${written}.`)
  if (thrown instanceof errors.TimeoutError || thrown instanceof Slow)
    return told('unreachable', `The console of ${app} did not answer within ${walk.patienceMs / 1000} seconds on ${on}.`)
  return told('unreachable', `The console of ${app} could not be reached on ${on}.`)
}

/** A sign-in is not tried again by itself: an account that is refused often is locked. */
async function signInRefused(page: Page, app: string, written: string, thrown: Changed, told: (kind: 'credentials', sentence: string) => VendorError) {
  const says = async (role: 'alert' | 'heading') => (await atOnce(page.getByRole(role).allInnerTexts(), []))[0]?.trim().slice(0, 200)
  const alert = await says('alert')
  if (alert !== undefined)
    return told('credentials', `${app} did not accept the sign-in to its console: “${alert}” Give the connection a new password or authenticator secret.`)
  const heading = await says('heading')
  return told(
    'credentials',
    `The sign-in of ${app} asks for something unexpected${heading === undefined ? '' : `: “${heading}”`}; there is ${thrown.message}. Sign in once by hand and see what it wants; the recipe is from ${written}.`,
  )
}

/** Whether the page is the one that people sign in on. */
async function asksToSignIn(page: Page, { signIn }: ConsoleRecipes): Promise<boolean> {
  const password = signIn.find(step => step.do === 'fillSecret' && step.secret === 'password')
  if (password === undefined || password.do !== 'fillSecret') return false
  return (await atOnce(page.getByLabel(password.label, { exact: true }).count(), 0)) > 0
}

/** A page that is on its way elsewhere, and does not come, answers no question: then nothing is known. */
const atOnce = <T>(question: Promise<T>, unknown: T): Promise<T> => Promise.race([question.catch(() => unknown), sleep(lookMs, unknown, { ref: false })])
