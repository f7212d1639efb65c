import type { MappingRule, MappingRuleVersion, RuleAttribute, RulesPreview } from '@rollcall/contract'
import { ago, day, id, sha } from './ids.ts'

const rule = (index: number, values: string[], gives: MappingRule['gives']): MappingRule => ({
  id: id('rule', index),
  match: 'all',
  conditions: values.length === 0 ? [] : [{ kind: 'attribute', path: 'department', operator: values.length === 1 ? 'is' : 'one_of', values }],
  gives,
})

export const rules: MappingRule[] = [
  { ...rule(0, [], { role: 'admin', licence: 'listener' }), conditions: [{ kind: 'group', operator: 'is', values: ['IT admins'] }] },
  rule(1, ['Active SDR', 'SDR Manager'], { role: id('role', 1) }),
  rule(2, ['Field'], { manager: { kind: 'named', value: 'ines.okafor@northbeam.example' } }),
  rule(3, [], { role: id('role', 1), licence: 'recorder' }),
]

export const given = { [id('rule', 0)]: 4, [id('rule', 1)]: 61, [id('rule', 3)]: 212 }

export const firstVersion: MappingRuleVersion = {
  version: 1,
  savedAt: ago(9 * day),
  savedBy: 'mara.lindqvist@northbeam.example',
  restores: null,
  rules: 2,
  changed: 0,
}

export const versions: MappingRuleVersion[] = [
  { version: 2, savedAt: ago(300), savedBy: 'mara.lindqvist@northbeam.example', restores: null, rules: 4, changed: 65 },
  firstVersion,
]

export const attributes: RuleAttribute[] = [
  {
    kind: 'attribute',
    path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
    label: 'department',
    description: 'The department.',
    caseExact: false,
    values: ['Field', 'Active SDR', 'SDR Manager', 'Finance', 'IT'],
  },
  { kind: 'attribute', path: 'title', label: 'title', description: 'The job title.', caseExact: false, values: ['Account Executive', 'SDR'] },
  { kind: 'group', path: '', label: 'group', description: 'The groups the person is a direct member of.', caseExact: false, values: ['IT admins', 'Sales'] },
]

const people = ['Ana Ruiz', 'Ben Adeyemi', 'Chiara Conti', 'Dmitri Volkov']

export const preview = (): RulesPreview => ({
  hash: sha(3),
  users: 281,
  changed: people.length,
  counts: [
    { kind: 'role', from: 'Administrator', to: 'Coach', users: 3 },
    { kind: 'licence', from: 'listener', to: 'recorder', users: 2 },
  ],
  items: people.map((name, index) => ({
    userId: id('user', index + 10),
    name,
    userName: `${name.toLowerCase().replace(' ', '.')}@northbeam.example`,
    changes:
      index === 3
        ? [{ kind: 'licence', from: 'listener', to: 'recorder', because: { rule: id('rule', 3), source: 'scim' } }]
        : [
            { kind: 'role', from: 'Administrator', to: 'Coach', because: { rule: id('rule', 1), source: 'scim' } },
            ...(index === 0 ? [{ kind: 'licence' as const, from: 'listener', to: 'recorder', because: { rule: null, source: 'manual' as const } }] : []),
          ],
  })),
  nextCursor: null,
  refusal: null,
})
