import type { AccessException, AccessRule, AccessRules } from '@rollcall/contract'
import { useMemo, useState } from 'react'
import type { AccessRulesDraft } from '../../data/access-rules.ts'
import { unfinishedExceptionWords, unfinishedRuleWords } from '../vocabulary/access-rule-words.ts'

/** Something of the draft under a key that stays while names and places change. Those in force are counted from 1. */
export interface Entry<Item> {
  readonly key: string
  readonly item: Item
}

interface Written {
  readonly rules: readonly Entry<AccessRule>[]
  readonly closed: readonly string[]
  readonly exceptions: readonly Entry<AccessException>[]
  /** The version that these are, while nothing of it was changed. */
  readonly restores?: number
}

export interface Draft extends Written {
  /** What the server is asked about. */
  asks: AccessRulesDraft
  changed: boolean
  /** Why a rule or an exception cannot be used as it is, or null. */
  ruleLacks: (entry: Entry<AccessRule>) => string | null
  exceptionLacks: (entry: Entry<AccessException>) => string | null
  putRule: (key: string, rule: AccessRule) => void
  /** Answers the key of the new one. */
  addRule: (rule: AccessRule) => string
  removeRule: (key: string) => void
  /** To another place in the order. */
  moveRule: (key: string, to: number) => void
  putException: (key: string, exception: AccessException) => void
  addException: (exception: AccessException) => string
  removeException: (key: string) => void
  close: (apps: readonly string[]) => void
  restore: (version: number, rules: AccessRules) => void
  discard: () => void
}

/** The rules as they are being written, begun from those in force; what is in force can change underneath without taking the draft away. */
export const useDraft = ({ rules, closed, exceptions }: AccessRules): Draft => {
  const inForce = useMemo(() => entriesOf({ rules, closed, exceptions }), [rules, closed, exceptions])
  const [written, setWritten] = useState<Written | null>(null)
  const now = written ?? inForce
  const asks = useMemo(() => asksOf(now), [now])
  const write = (change: Partial<Written>) => setWritten({ rules: now.rules, closed: now.closed, exceptions: now.exceptions, ...change })
  return {
    ...now,
    asks,
    changed: written !== null && (written.restores !== undefined || JSON.stringify(asks) !== JSON.stringify(asksOf(inForce))),
    ruleLacks: entry =>
      unfinishedRuleWords(
        entry.item,
        others(now.rules, entry.key).map(({ name }) => name),
      ),
    exceptionLacks: entry => unfinishedExceptionWords(entry.item, others(now.exceptions, entry.key)),
    putRule: (key, item) => write({ rules: replaced(now.rules, { key, item }) }),
    addRule: item => {
      const key = newKey(now.rules)
      write({ rules: [...now.rules, { key, item }] })
      return key
    },
    removeRule: key => write({ rules: now.rules.filter(each => each.key !== key) }),
    moveRule: (key, to) => {
      const entry = now.rules.find(each => each.key === key)
      if (entry) write({ rules: now.rules.filter(each => each !== entry).toSpliced(to, 0, entry) })
    },
    putException: (key, item) => write({ exceptions: replaced(now.exceptions, { key, item }) }),
    addException: item => {
      const key = newKey(now.exceptions)
      write({ exceptions: [...now.exceptions, { key, item }] })
      return key
    },
    removeException: key => write({ exceptions: now.exceptions.filter(each => each.key !== key) }),
    close: apps => write({ closed: apps }),
    restore: (version, document) => setWritten({ ...entriesOf(document), restores: version }),
    discard: () => setWritten(null),
  }
}

const keyed = <Item>(items: readonly Item[]): Entry<Item>[] => items.map((item, place) => ({ key: String(place + 1), item }))
const entriesOf = ({ rules, closed, exceptions }: AccessRules): Written => ({ rules: keyed(rules), closed, exceptions: keyed(exceptions) })
const newKey = (entries: readonly Entry<unknown>[]): string => String(Math.max(0, ...entries.map(({ key }) => Number(key))) + 1)
const replaced = <Item>(entries: readonly Entry<Item>[], entry: Entry<Item>) => entries.map(each => (each.key === entry.key ? entry : each))
const others = <Item>(entries: readonly Entry<Item>[], key: string): Item[] => entries.filter(each => each.key !== key).map(({ item }) => item)

const asksOf = ({ rules, closed, exceptions, restores }: Written): AccessRulesDraft =>
  restores === undefined
    ? { document: { rules: rules.map(({ item }) => item), closed: [...closed], exceptions: exceptions.map(({ item }) => item) } }
    : { restores }
