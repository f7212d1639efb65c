import { type Cells, filledIn, type Readout, type Recipe, type Step } from '@rollcall/connectors/kit'
import { errors, type Locator, type Page } from 'playwright-core'
import { Changed, endless, readFieldsOf, readRows, readTotal } from './read-page.ts'

/** What a walk through a recipe needs, and what it leaves behind. */
export interface Walk {
  readonly app: string
  readonly page: Page
  readonly origin: string
  readonly values: Readonly<Record<string, string>>
  readonly secretOf: (which: 'password' | 'code') => Promise<string>
  /** Waits until the page is calm again. */
  readonly settle: () => Promise<void>
  readonly screenshot: (of: string) => Promise<void>
  /** How long something may take to appear, in milliseconds. */
  readonly patienceMs: number
  /** Only looks for what would change something, and ends there. */
  readonly rehearsal: boolean
  /** Labels of fields that were filled with a secret. */
  readonly secretLabels: Set<string>
  /** What was done, a line each, without secrets. */
  readonly done: string[]
  /** What the page is called where the walk is now. */
  where: string
  /** Something that changes the console was pressed. */
  pressed: boolean
}

const mostPages = 10_000

/** Carries a recipe out, step by step. Throws `Changed` where something is not there, and Playwright's errors. */
export async function walk(on: Walk, recipe: Recipe): Promise<Readout> {
  const readout: Readout = { found: true, pages: [], total: null, fields: null }
  for (const step of recipe) {
    if ('when' in step && step.when !== undefined && on.values[step.when] === undefined) continue
    const goesOn = await take(on, step, readout)
    if ('leadsTo' in step && step.leadsTo !== undefined) on.where = step.leadsTo
    if (!goesOn) break
  }
  return readout
}

/** One step. Answers false when the walk ends with it. */
async function take(on: Walk, step: Step, readout: Readout): Promise<boolean> {
  const { page, values } = on
  switch (step.do) {
    case 'open': {
      const path = filledIn(step.path, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)])))
      on.done.push(`Opened ${path}.`)
      await page.goto(on.origin + path, { waitUntil: 'load', timeout: on.patienceMs })
      await on.settle()
      return true
    }
    case 'click': {
      const name = filledIn(step.name, values)
      const found = await theOne(on, page.getByRole(step.role, { name, exact: true }), `${step.role} named ${name}`)
      if (step.consequence === true) {
        if (on.rehearsal) {
          on.done.push(`Saw the ${step.role} ${name}, and did not press it.`)
          return false
        }
        on.pressed = true
      }
      // What it leads to is waited for below, so that a page that does not come is not taken for a button that cannot be pressed.
      await found.click({ timeout: on.patienceMs, noWaitAfter: true }).catch(cannot(`${step.role} named ${name} that can be pressed`))
      on.done.push(`Pressed the ${step.role} ${name}.`)
      await on.settle()
      return true
    }
    case 'fill': {
      const field = await labelled(on, step.label)
      await field.fill(filledIn(step.value, values), { timeout: on.patienceMs }).catch(cannot(`field named ${step.label} that can be filled in`))
      on.done.push(`Filled in ${step.label}.`)
      return true
    }
    case 'fillSecret': {
      on.secretLabels.add(step.label)
      const field = await labelled(on, step.label)
      await field.fill(await on.secretOf(step.secret), { timeout: on.patienceMs }).catch(cannot(`field named ${step.label} that can be filled in`))
      on.done.push(`Filled in ${step.label}, which is not shown.`)
      return true
    }
    case 'choose': {
      const option = filledIn(step.option, values)
      const field = await labelled(on, step.label)
      const options = (await field.locator('option').allInnerTexts()).map(word => word.trim())
      if (!options.includes(option)) throw new Changed(`no option ${option} in the field ${step.label}`)
      if (!on.rehearsal)
        await field.selectOption({ label: option }, { timeout: on.patienceMs }).catch(cannot(`field named ${step.label} that can be chosen in`))
      on.done.push(`${on.rehearsal ? 'Saw' : 'Chose'} ${option} in ${step.label}.`)
      return true
    }
    case 'expect': {
      const name = filledIn(step.name, values)
      await theOne(on, page.getByRole(step.role, { name, exact: true }), `${step.role} named ${name}`)
      on.done.push(`Saw the ${step.role} ${name}.`)
      return true
    }
    case 'endIf': {
      if ((await page.getByRole(step.role, { name: step.name, exact: true }).count()) === 0) return true
      on.done.push(`The console says: ${step.name}.`)
      readout.found = false
      return false
    }
    case 'readTable': {
      await readWholeTable(on, step, readout)
      return true
    }
    case 'readFields': {
      await labelled(on, Object.keys(step.fields)[0] ?? '')
      readout.fields = await readFieldsOf(page, step)
      on.done.push(`Read ${Object.keys(step.fields).join(', ')}.`)
      return true
    }
    case 'screenshot': {
      await on.screenshot(step.of)
      return true
    }
  }
}

async function readWholeTable(on: Walk, step: Extract<Step, { do: 'readTable' }>, readout: Readout): Promise<void> {
  const seen = new Set<string>()
  for (let pages = 1; pages <= mostPages; pages += 1) {
    const table = await theOne(on, on.page.getByRole('table', { name: step.name, exact: true }), `table named ${step.name}`)
    const rows: Cells[] = await readRows(table, step)
    if (rows.length > 0 && seen.has(JSON.stringify(rows))) throw endless(on.app)
    seen.add(JSON.stringify(rows))
    readout.pages.push(rows)
    readout.total = (await readTotal(on.page, step)) ?? readout.total
    const next = on.page.getByRole('link', { name: step.next, exact: true })
    if (on.rehearsal || (await next.count()) === 0) break
    await next.click({ timeout: on.patienceMs })
    await on.settle()
  }
  on.done.push(
    `Read the table ${step.name}: ${readout.pages.flat().length} rows on ${readout.pages.length} pages${readout.total === null ? '' : ` of ${readout.total} rows in all`}.`,
  )
}

const labelled = (on: Walk, label: string): Promise<Locator> => theOne(on, on.page.getByLabel(label, { exact: true }), `field named ${label}`)

/** Waits until the thing is there, and once only. */
async function theOne(on: Walk, found: Locator, what: string): Promise<Locator> {
  await found.first().waitFor({ state: 'visible', timeout: on.patienceMs }).catch(cannot(what))
  const count = await found.count()
  if (count > 1) throw new Changed(`more than one ${what}`)
  return found
}

const cannot =
  (what: string) =>
  (thrown: unknown): never => {
    throw thrown instanceof errors.TimeoutError ? new Changed(`no ${what}`) : thrown
  }
