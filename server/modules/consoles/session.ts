import type { ConsoleRecipes, ConsoleSession, Credentials, Exchange, Readout, Recipe, Redactor, ScreenshotTaken } from '@rollcall/connectors/kit'
import { VendorError } from '@rollcall/connectors/kit'
import type { Page } from 'playwright-core'
import type { Context } from '../../context.ts'
import { judgeFailure } from './judge-failure.ts'
import { keepScreenshot } from './keep-screenshot.ts'
import { nextCode } from './one-time-code.ts'
import { type Screenshot, takeScreenshot } from './screenshot.ts'
import type { Surroundings } from './surroundings.ts'
import { type Walk, walk } from './walk.ts'

/** A console that a connection signs in to. */
export interface ConsoleOptions {
  readonly connectionId: string
  readonly baseUrl: string
  /** `user`, `password` and `totpSecret`, as the connection's form calls them. */
  readonly credentials: Credentials
  readonly allowPrivate: boolean
  /** Takes a period of the authenticator among all processes; false when somebody has it. */
  readonly takeUntil: (end: Date) => Promise<boolean>
  /** Gets what was done and seen, without secrets. With it the screenshots are kept as evidence. */
  readonly recorder?: (exchange: Exchange) => void
}

/** A page of a fresh browser, and what is known of it. */
export interface Seat {
  readonly recipes: ConsoleRecipes
  readonly page: Page
  readonly origin: string
  readonly surroundings: Surroundings
  readonly redact: Redactor
  readonly timeIsUp: () => boolean
}

type Values = Record<string, string>

/** Signs in, and answers what can be done then. Every recipe that is carried out leaves evidence of what was done, whichever way it ended. */
export async function openSession(ctx: Context, options: ConsoleOptions, seat: Seat): Promise<ConsoleSession> {
  const { credentials, takeUntil } = options
  const { recipes, page, origin, surroundings, redact } = seat
  const patienceMs = ctx.config.console.stepSeconds * 1000
  const secretLabels = new Set<string>()
  let at = { where: 'the sign-in page', pressed: false }

  const carryOut = async (recipe: Recipe, values: Values, how: { rehearsal?: boolean; signingIn?: boolean } = {}): Promise<Readout> => {
    const { rehearsal = false, signingIn = false } = how
    const started = ctx.clock.now()
    const screenshots: Screenshot[] = []
    const picture = async (of: string, withoutRows: boolean) => {
      const taken = await takeScreenshot(page, of, { secretLabels, redact, withoutRows })
      if (taken !== null) screenshots.push(taken)
    }
    const on: Walk = {
      app: recipes.app,
      page,
      origin,
      values,
      secretOf: async which => {
        if (which === 'password') return credentials.password ?? ''
        const code = await nextCode(recipes.app, credentials.totpSecret ?? '', { clock: ctx.clock, takeUntil, stopping: ctx.stopping })
        redact.learn(code)
        return code
      },
      settle: () => surroundings.settle(patienceMs),
      screenshot: of => (rehearsal ? Promise.resolve() : picture(of, false)),
      patienceMs,
      rehearsal,
      secretLabels,
      done: [],
      ...at,
    }
    const outcome = await walk(on, recipe).catch(async (thrown: unknown) => {
      const failure = await judgeFailure(thrown, { recipes, walk: on, surroundings, signingIn, timedOut: seat.timeIsUp() })
      await picture(`${on.where}, where it ended`, rehearsal)
      return failure
    })
    at = { where: on.where, pressed: on.pressed }
    if (rehearsal && !(outcome instanceof VendorError) && outcome.pages.length > 0) await picture('the list of users, its rows covered', true)
    const told = { started, done: on.done, outcome, rehearsal, screenshots, about: aboutWhom(outcome, values) }
    await keep(ctx, options, seat, told)
    // A sentence may repeat what the page said.
    if (outcome instanceof VendorError) throw new VendorError(outcome.kind, redact(outcome.sentence), { status: outcome.status, uncertain: outcome.uncertain })
    return outcome
  }

  const user = credentials.user ?? ''
  const hasCode = (credentials.totpSecret ?? '') !== ''
  await carryOut(recipes.signIn, { user, ...(hasCode ? { code: '' } : {}) }, { signingIn: true })
  return { user, run: carryOut, rehearse: (recipe, values) => carryOut(recipe, values, { rehearsal: true }) }
}

const aboutWhom = (outcome: Readout | VendorError, { userName, email, id }: Values): string | null =>
  (outcome instanceof VendorError ? undefined : outcome.fields?.email) ?? userName ?? email ?? id ?? null

interface Told {
  readonly started: Date
  readonly done: readonly string[]
  readonly outcome: Readout | VendorError
  readonly rehearsal: boolean
  readonly screenshots: readonly Screenshot[]
  readonly about: string | null
}

/** Pictures are kept of a step's work, of a rehearsal, and of what went wrong; what was done is told to whoever records it. */
async function keep(ctx: Context, { connectionId, recorder }: ConsoleOptions, { page, surroundings, redact }: Seat, told: Told): Promise<void> {
  const { started, done, outcome, rehearsal, screenshots, about } = told
  const failed = outcome instanceof VendorError
  const purpose = recorder === undefined ? 'check' : 'evidence'
  const kept: ScreenshotTaken[] = []
  for (const shot of purpose === 'evidence' || rehearsal || failed ? screenshots : [])
    kept.push(await keepScreenshot(ctx, connectionId, { ...shot, about, purpose }))
  recorder?.({
    at: started.toISOString(),
    method: 'CONSOLE',
    url: redact(page.url()),
    requestHeaders: {},
    requestBody: redact(done.join('\n')),
    status: surroundings.status(),
    responseHeaders: {},
    responseBody: failed ? null : redact(JSON.stringify({ found: outcome.found, fields: outcome.fields, rows: outcome.pages.flat().length })),
    failure: failed ? redact(outcome.sentence) : null,
    durationMs: ctx.clock.now().getTime() - started.getTime(),
    screenshots: kept,
  })
}
