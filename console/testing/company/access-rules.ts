import type { AccessRuleSet, AccessRulesPreview } from '@rollcall/contract'
import { ago, day, sha } from './ids.ts'

export const accessRules = (): AccessRuleSet => ({
  version: 4,
  savedAt: ago(2 * day),
  savedBy: 'mara.lindqvist@northbeam.example',
  rules: [
    {
      name: 'Field sales has Salesforce',
      match: 'all',
      conditions: [
        { kind: 'attribute', name: 'department', operator: 'one_of', values: ['Field', 'Field sales'] },
        { kind: 'group', source: 'Okta', operator: 'is', values: ['Revenue'] },
      ],
      gives: [
        { app: 'Salesforce', role: 'Standard User', licence: 'Enterprise' },
        { app: 'Slack', groups: ['field'] },
      ],
    },
    { name: 'Everybody has Slack', match: 'all', conditions: [], gives: [{ app: 'Slack' }] },
  ],
  closed: ['Salesforce'],
  exceptions: [
    { person: 'ana.ruiz@northbeam.example', app: 'Salesforce', effect: 'leave', reason: 'Closes the quarter for her old team.', until: '2026-12-31' },
    { person: 'omar.haddad@northbeam.example', app: 'Salesforce', effect: 'deny', reason: 'Conflict of interest.', until: '2026-01-31' },
  ],
  ended: [1],
  warnings: [{ at: 'rules.0.gives.1.groups.0', sentence: 'No account of Slack has the group "field"; there are field-sales, general.' }],
})

export const accessRulesPreview = (): AccessRulesPreview => ({
  hash: sha(4),
  changes: [{ what: 'rule', name: 'Everybody has Slack', change: 'changed' }],
  given: [{ rule: 'Everybody has Slack', persons: 212 }],
  persons: 1,
  opened: 1,
  resolved: 0,
  counts: [{ kind: 'role_drift', opened: 1, resolved: 0 }],
  items: [
    {
      change: 'opened',
      kind: 'role_drift',
      personName: 'Ana Ruiz',
      connectionName: 'Slack',
      sentence: 'ana.ruiz of Ana Ruiz in Slack has the role owner; by the rule "Everybody has Slack" it should be member.',
    },
  ],
  warnings: [],
})
