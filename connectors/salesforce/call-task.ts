import { VendorError } from '../kit/index.ts'
import type { CallTask, CallTaskPreview, CallTaskWritten, VendorApi } from '../kit/index.ts'
import { dataPath, SaveResult } from './api.ts'
import { describeTask } from './describe.ts'
import type { TaskObject } from './describe.ts'
import { findOwner, findTask } from './find-task.ts'
import type { FoundTask } from './find-task.ts'
import { asSalesforce, createOnly, taskFields } from './task-fields.ts'
import type { TaskFields, Values } from './task-fields.ts'

type Effect = { object: TaskObject; fields: TaskFields; found: FoundTask | null; changes: Values; known: Values; kept: string[]; ownerMissing: boolean }

/** Looks before anything is written: what there is, what would change, and what a person changed since and therefore keeps. */
const consider = async (api: VendorApi, task: CallTask): Promise<Effect> => {
  const object = await describeTask(api)
  const ownerId = await findOwner(api, task)
  const fields = taskFields(task, object, ownerId)
  if (fields.values.Status === undefined)
    throw new VendorError('refused', 'Salesforce knows no task status called Completed; add it to the status values of Task.')
  const found = await findTask(api, object, task.deliveryKey, Object.keys(fields.values))
  const ownerMissing = ownerId === null && (task.ownerExternalId ?? task.ownerEmail) !== null
  if (found === null) return { object, fields, found, changes: filled(fields.values), known: {}, kept: [], ownerMissing }
  const rewritable = Object.entries(fields.values).filter(([name]) => !createOnly.has(name) && object.fields.get(name)?.updateable === true)
  const differing = rewritable.filter(([name, value]) => !sameText(value, found.values[name] ?? null))
  // Only what still reads as we wrote it may be written again; without a record of what we wrote, nothing may.
  const isOurs = (name: string) => task.lastWritten !== null && name in task.lastWritten && sameText(task.lastWritten[name] ?? null, found.values[name] ?? null)
  const changes = Object.fromEntries(differing.filter(([name]) => isOurs(name)))
  // What already reads as wanted counts as ours: the record of an earlier delivery may have been lost with its answer.
  const agreeing = Object.fromEntries(Object.entries(fields.values).filter(([name, value]) => sameText(value, found.values[name] ?? null)))
  const kept = differing.map(([name]) => name).filter(name => !isOurs(name))
  return { object, fields, found, changes, known: { ...task.lastWritten, ...agreeing }, kept, ownerMissing }
}

/** Writes the call as a completed task, once per delivery key: see `describe.ts` for where the key is kept. */
export const upsertCallTask = async (api: VendorApi, task: CallTask): Promise<CallTaskWritten> => {
  const { object, found, changes, known } = await consider(api, task)
  const result = async (effect: CallTaskWritten['effect'], remoteId: string, written: Values): Promise<CallTaskWritten> => ({
    effect,
    remoteId,
    remoteUrl: `${await api.url()}/${remoteId}`,
    written,
  })
  if (found === null) return result('created', await createOnce(api, object, task.deliveryKey, changes), changes)
  if (found.deleted || Object.keys(changes).length === 0) return result('nothing', found.id, known)
  // Salesforce compares whole seconds, so the moment is rounded up: its own second is given the benefit of the doubt.
  const unmodifiedSince = new Date(Math.ceil(found.lastModified.getTime() / 1000) * 1000).toUTCString()
  await api.request({
    method: 'PATCH',
    path: dataPath(`/sobjects/Task/${found.id}`),
    headers: { 'if-unmodified-since': unmodifiedSince },
    body: asSalesforce(changes),
  })
  return result('updated', found.id, { ...known, ...changes })
}

/** The fields that `upsertCallTask` would write now, and nothing else. */
export const previewCallTask = async (api: VendorApi, task: CallTask): Promise<CallTaskPreview> => {
  const { object, fields, found, changes, kept, ownerMissing } = await consider(api, task)
  const key: Values = found === null ? { [object.key.field]: object.key.valueOf(task.deliveryKey) } : {}
  const noteOf = (name: string) => fields.notes[name] ?? (name === object.key.field ? 'by which the task is recognised' : null)
  const written = found?.deleted === true ? [] : Object.entries({ ...changes, ...key })
  const owner =
    ownerMissing && found === null
      ? [{ name: 'OwnerId', value: null, before: null, note: 'no active user has this address; the integration user becomes the owner' }]
      : []
  return {
    effect: found === null ? 'create' : written.length === 0 ? 'nothing' : 'update',
    object: 'Task',
    fields: [...written.map(([name, value]) => ({ name, value, before: found?.values[name] ?? null, note: noteOf(name) })), ...owner],
    reason: written.length === 0 ? reasonFor(found, kept) : null,
  }
}

const reasonFor = (found: FoundTask | null, kept: string[]): string => {
  if (found?.deleted === true) return 'Somebody deleted the task in Salesforce, so it is not made again.'
  if (kept.length > 0) return `Salesforce has other values for ${kept.join(', ')}, which somebody changed there; they stay.`
  return 'The task in Salesforce already says all this.'
}

/** An answer may be lost, or another worker have been quicker: what is there decides, and not what was answered. */
const createOnce = async (api: VendorApi, object: TaskObject, deliveryKey: string, values: Values): Promise<string> => {
  try {
    return await create(api, object, deliveryKey, values)
  } catch (thrown) {
    const doubtful = thrown instanceof VendorError && (thrown.uncertain || thrown.kind === 'refused')
    const made = doubtful ? await findTask(api, object, deliveryKey, []) : null
    if (made === null) throw thrown
    return made.id
  }
}

/**
 * By external id Salesforce lets only one of two simultaneous requests make a task; without it, the look beforehand has to do. Not repeated
 * blindly either way: a second upsert would write over what somebody changed in between.
 */
const create = async (api: VendorApi, { key }: TaskObject, deliveryKey: string, values: Values): Promise<string> => {
  const body = asSalesforce(values)
  const value = key.valueOf(deliveryKey)
  const upsert = { method: 'PATCH', path: dataPath(`/sobjects/Task/${key.field}/${encodeURIComponent(value)}`), body } as const
  const insert = { method: 'POST', path: dataPath('/sobjects/Task'), body: { ...body, [key.field]: value } } as const
  const { body: saved } = await api.request({ ...(key.external ? upsert : insert), expect: SaveResult })
  return saved.id
}

const filled = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/** Salesforce ends lines with CRLF and cuts trailing space; an id has 15 or 18 characters. */
const sameText = (a: string | null, b: string | null): boolean => normal(a) === normal(b)

const normal = (text: string | null): string | null => {
  const plain = text?.replaceAll('\r\n', '\n').trimEnd() ?? null
  return plain !== null && /^[A-Za-z0-9]{15}[A-Z0-5]{3}$/.test(plain) ? plain.slice(0, 15) : plain
}
