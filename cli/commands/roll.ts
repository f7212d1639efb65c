import { approvePlan, draftPlan, listConnections, listFindings, type Plan, readPlan, syncConnection } from '@rollcall/contract'
import type { Client } from '../client.ts'
import { say, table } from '../print.ts'

const largestPage = 200

export async function sync(client: Client, name: string | undefined): Promise<void> {
  const { items } = await client.call(listConnections)
  const wanted = items.filter(each => name === undefined || each.name === name || each.id === name)
  if (wanted.length === 0) throw new Error(name === undefined ? 'Nothing is connected yet.' : `There is no connection named ${name}.`)
  for (const { id } of wanted) await client.call(syncConnection, { params: { id } })
  say(`Reading ${wanted.map(each => each.name).join(', ')}.`)
}

export async function findings(client: Client): Promise<void> {
  const { items, total } = await client.call(listFindings, { query: { state: 'open', limit: largestPage } })
  if (total === 0) return say('Nothing is out of step.')
  say(table(items.map(each => ({ id: each.id, since: each.since.slice(0, 10), finding: each.sentence, blocked: each.blocked ?? '' }))))
  if (total > items.length) say(`${total - items.length} more are in the console.`)
}

/** `active, role Admin`. */
const factWords = (facts: Plan['steps'][number]['before']): string =>
  Object.entries(facts)
    .map(([name, value]) => (name === 'status' ? String(value) : `${name} ${Array.isArray(value) ? value.join('+') : value}`))
    .join(', ') || '-'

export const describe = (drafted: Plan): string =>
  [
    `${drafted.title}: ${drafted.state}. ${drafted.detail}`,
    table(
      drafted.steps.map(step => ({
        step: step.order,
        change: `${step.action.replaceAll('_', ' ')}: ${factWords(step.before)} -> ${factWords(step.after)}`,
        account: step.accountName,
        app: step.connectionName,
        route: step.route,
        state: step.state,
      })),
    ),
    `Hash ${drafted.hash}`,
    ...(drafted.state === 'draft' ? [`Approve it in the console, or: rollcall approve ${drafted.id} --hash ${drafted.hash}`] : []),
  ].join('\n')

/** Without ids, of every open finding that a plan can repair and nothing blocks. */
export async function plan(client: Client, findingIds: readonly string[]): Promise<void> {
  const { items } = findingIds.length > 0 ? { items: [] } : await client.call(listFindings, { query: { state: 'open', limit: largestPage } })
  const ids = findingIds.length > 0 ? [...findingIds] : items.filter(each => each.repair !== null && each.blocked === null).map(each => each.id)
  if (ids.length === 0) return say('There is nothing to plan.')
  say(describe(await client.call(draftPlan, { body: { findingIds: ids } })))
}

export const show = async (client: Client, id: string): Promise<void> => say(describe(await client.call(readPlan, { params: { id } })))

/** As a person who ran `rollcall login`; tokens and the operator are refused. */
export const approve = async (client: Client, id: string, hash: string): Promise<void> =>
  say(describe(await client.call(approvePlan, { params: { id }, body: { hash } })))
