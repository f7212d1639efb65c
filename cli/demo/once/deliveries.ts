import { deliverEngagement, type Delivery, type Engagement, listDeliveries, previewDeliveries } from '@rollcall/contract'
import type { Client } from '../../client.ts'
import type { Eyes } from './eyes.ts'
import { type Ledger, verify } from './ledger.ts'
import { waitUntil } from './wait-until.ts'

interface Matched {
  readonly calls: readonly Engagement[]
  /** The deal each call belongs to, by engagement; a call among colleagues has none. */
  readonly deals: ReadonlyMap<string, string>
  /** Ends the pause of Salesforce. */
  readonly resume: () => Promise<unknown>
}

interface Outcome {
  readonly call: Engagement
  readonly delivery: Delivery | undefined
}

/** From matched calls, held by a paused Salesforce, to one completed task a call, seen there. */
export async function playDeliveries(client: Client, ledger: Ledger, eyes: Eyes, { calls, deals, resume }: Matched): Promise<void> {
  const outcomes = () =>
    Promise.all(calls.map(async (call): Promise<Outcome> => ({ call, delivery: (await client.call(listDeliveries, { params: { id: call.id } })).items[0] })))
  const sentences = (all: Outcome[]) => all.map(({ call, delivery }) => `"${call.title}": ${delivery?.detail ?? 'nothing was tried.'}`).join(' ')

  await ledger.step('calls', 'hold', async () => {
    const held = await waitUntil(outcomes, all => all.every(({ delivery }) => delivery?.state === 'held'), sentences)
    verify((await eyes.tasks()).length === 0, 'Something was written to Salesforce while it was paused.')
    return { count: held.length, seen: 'Salesforce is paused: all wait with their reason, and nothing was written.' }
  })

  await resume()
  await ledger.step('calls', 'preview', async () => {
    let fields = 0
    for (const { id, title } of calls.filter(call => deals.has(call.id))) {
      const [preview] = (await client.call(previewDeliveries, { params: { id } })).items
      verify(preview?.effect === 'create' && preview.object === 'Task', `The preview of "${title}" does not say that a task is created.`)
      const related = preview.fields.find(({ name }) => name === 'WhatId')?.value
      verify(related === deals.get(id), `The preview of "${title}" would relate the task to ${related ?? 'nothing'}, not to its deal.`)
      fields += preview.fields.length
    }
    return { count: deals.size, seen: `${fields} fields of new tasks were shown before any was written.` }
  })

  const deliverAll = async () => {
    for (const { id } of calls) await client.call(deliverEngagement, { params: { id } })
    return waitUntil(outcomes, all => all.every(({ call, delivery }) => delivery?.state === (deals.has(call.id) ? 'delivered' : 'held')), sentences)
  }
  const delivered = await ledger.step('calls', 'deliver', async () => {
    const all = await deliverAll()
    const reason = all.find(({ call }) => !deals.has(call.id))?.delivery?.detail ?? ''
    return { all, count: deals.size, seen: `Salesforce took a task for each. Held back: "${reason}"` }
  })
  await ledger.step('calls', 'look into Salesforce', async () => {
    await verifyTasks(eyes, delivered.all, deals)
    return { count: deals.size, seen: 'Read by its own API: one completed task a call, each on the right deal.' }
  })
  await ledger.step('calls', 'deliver again', async () => {
    await verifyTasks(eyes, await deliverAll(), deals)
    return { count: deals.size, seen: 'Asked twice, and Salesforce still holds one task a call.' }
  })
}

async function verifyTasks(eyes: Eyes, outcomes: readonly Outcome[], deals: Matched['deals']): Promise<void> {
  const tasks = await eyes.tasks()
  verify(tasks.length === deals.size, `Salesforce holds ${tasks.length} tasks for ${deals.size} calls.`)
  for (const { call, delivery } of outcomes.filter(each => deals.has(each.call.id))) {
    const { id, title } = call
    const own = tasks.filter(({ Subject }) => Subject.endsWith(title))
    const [task] = own
    verify(own.length === 1 && task?.Id === delivery?.remoteId, `Salesforce holds ${own.length} tasks for "${title}", or another one than Rollcall says.`)
    verify(task?.Status === 'Completed', `The task of "${title}" is ${task?.Status ?? 'missing'} in Salesforce, not Completed.`)
    verify(task.WhatId === deals.get(id), `The task of "${title}" hangs on ${task.WhatId ?? 'nothing'} in Salesforce, not on its deal.`)
    verify(task.Description.startsWith('RECORDING:'), `The task of "${title}" does not begin with the recording.`)
  }
}
