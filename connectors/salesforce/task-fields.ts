import type { CallTask } from '../kit/index.ts'
import type { Field, TaskObject } from './describe.ts'

export type Values = Record<string, string | null>
export type TaskFields = { values: Values; notes: Record<string, string> }

/** Written when the task is made and never after: whoever changes a task's type or moves it keeps the last word (CG-20). */
export const createOnly = new Set(['Type', 'TaskSubtype', 'Status'])

const callTypes = { inbound: 'Inbound', outbound: 'Outbound', internal: 'Internal' } as const

/** What a call is about may be taken back: then the field that we wrote is emptied again. */
const clearable = new Set(['WhatId', 'WhoId'])

/** A call as the fields of a Task that this credential may write. Everything as text; `asSalesforce` gives numbers back. */
export const taskFields = (task: CallTask, { fields }: TaskObject, ownerId: string | null): TaskFields => {
  const notes: Record<string, string> = {}
  const cut = (name: string, text: string, ending: string) => {
    const limit = fields.get(name)?.length ?? 0
    if (limit === 0 || text.length <= limit) return text
    notes[name] = `cut to ${limit} characters`
    return cutAtWord(text, limit, ending)
  }
  const type = task.type ?? 'Call'
  const description = task.description.includes(task.callUrl) ? task.description : `RECORDING:\n${task.callUrl}\n\n${task.description}`
  const wanted: Values = {
    Subject: cut('Subject', task.subject, '…'),
    Description: cut('Description', description, `…\n\nThe whole is at ${task.callUrl}`),
    Status: 'Completed',
    ActivityDate: task.startedAt.slice(0, 10),
    CallDurationInSeconds: String(Math.round(task.durationSeconds)),
    CallType: callTypes[task.direction],
    Type: type,
    TaskSubtype: type === 'Call' ? 'Call' : null,
    OwnerId: ownerId,
    WhatId: task.whatId,
    WhoId: task.whoId,
  }
  const values = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => (value === null ? clearable.has(name) && fields.has(name) : takes(fields.get(name), value))),
  )
  return { values, notes }
}

/** Whether the field exists for this credential, may be filled in, and knows the value when it is a picklist that has values. */
const takes = (field: Field | undefined, value: string): boolean => {
  if (field === undefined || !field.createable) return false
  if (field.name === 'Subject' || field.picklistValues.length === 0) return true
  return field.picklistValues.some(option => option.active && option.value === value)
}

const numbers = new Set(['CallDurationInSeconds'])

export const asSalesforce = (values: Values): Record<string, string | number | null> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, numbers.has(name) && value !== null ? Number(value) : value]))

/** Cuts at the last space before the limit, without splitting a character, and says that it was cut. */
const cutAtWord = (text: string, limit: number, ending: string): string => {
  const room = text.slice(0, limit - ending.length).replace(/[\uD800-\uDBFF]$/, '')
  const space = room.lastIndexOf(' ')
  return (space > room.length * 0.8 ? room.slice(0, space) : room) + ending
}
