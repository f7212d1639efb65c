import type { AccessRules, AccessRulesPreview } from '@rollcall/contract'
import { canonicalJson } from '../plan.ts'

type Change = AccessRulesPreview['changes'][number]

/** What one document says differently from another. A rule is known by its name, an exception by its person and app. */
export function diffRules(before: AccessRules, after: AccessRules): Change[] {
  const exceptions = ({ exceptions: all }: AccessRules) => all.map(each => ({ name: `${each.person} in ${each.app}`, of: each }))
  return [
    ...diff(
      'rule',
      before.rules.map(rule => ({ name: rule.name, of: rule })),
      after.rules.map(rule => ({ name: rule.name, of: rule })),
    ),
    ...diff(
      'closed',
      before.closed.map(name => ({ name, of: name })),
      after.closed.map(name => ({ name, of: name })),
    ).filter(({ change }) => change !== 'moved'),
    ...diff('exception', exceptions(before), exceptions(after)).filter(({ change }) => change !== 'moved'),
  ]
}

interface Named {
  readonly name: string
  readonly of: unknown
}

function diff(what: Change['what'], before: readonly Named[], after: readonly Named[]): Change[] {
  const old = new Map(before.map(each => [each.name, each]))
  const kept = new Set(after.map(({ name }) => name))
  const oldOrder = before.filter(({ name }) => kept.has(name)).map(({ name }) => name)
  const newOrder = after.filter(({ name }) => old.has(name)).map(({ name }) => name)
  return [
    ...before.filter(({ name }) => !kept.has(name)).map(({ name }) => ({ what, name, change: 'removed' as const })),
    ...after.flatMap(({ name, of }): Change[] => {
      const was = old.get(name)
      if (was === undefined) return [{ what, name, change: 'added' }]
      if (canonicalJson(was.of) !== canonicalJson(of)) return [{ what, name, change: 'changed' }]
      return oldOrder.indexOf(name) === newOrder.indexOf(name) ? [] : [{ what, name, change: 'moved' }]
    }),
  ]
}
