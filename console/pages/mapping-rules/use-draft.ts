import type { MappingRule } from '@rollcall/contract'
import { useState } from 'react'
import type { RulesDraft } from '../../data/mapping-rules.ts'

export interface Draft extends RulesDraft {
  /** Whether it is something else than what is in force. */
  changed: boolean
  put: (rule: MappingRule) => void
  add: (rules: readonly MappingRule[]) => void
  remove: (id: string) => void
  /** To another place in the order. */
  move: (id: string, to: number) => void
  restore: (version: number, rules: readonly MappingRule[]) => void
  discard: () => void
}

/** The rules as they are being written, begun from those in force; what is in force can change underneath without taking the draft away. */
export const useDraft = (inForce: readonly MappingRule[]): Draft => {
  const [written, setWritten] = useState<RulesDraft | null>(null)
  const draft = written ?? { rules: inForce }
  const write = (rules: readonly MappingRule[]) => setWritten({ rules })
  return {
    ...draft,
    changed: written !== null && (written.restores !== undefined || JSON.stringify(written.rules) !== JSON.stringify(inForce)),
    put: rule => write(draft.rules.map(each => (each.id === rule.id ? rule : each))),
    // Before the rules for everybody, which would leave nothing for them.
    add: rules => {
      const end = draft.rules.findIndex(({ conditions }) => conditions.length === 0)
      write(end === -1 || rules.some(({ conditions }) => conditions.length === 0) ? [...draft.rules, ...rules] : draft.rules.toSpliced(end, 0, ...rules))
    },
    remove: id => write(draft.rules.filter(each => each.id !== id)),
    move: (id, to) => {
      const rule = draft.rules.find(each => each.id === id)
      if (rule === undefined || to < 0 || to >= draft.rules.length) return
      write(draft.rules.filter(each => each.id !== id).toSpliced(to, 0, rule))
    },
    restore: (version, rules) => setWritten({ rules, restores: version }),
    discard: () => setWritten(null),
  }
}
