import type { AccessRuleChoices, AccessRuleSet, AccessRulesPreview, AccessRuleVersion } from '@rollcall/contract'
import type { Answers } from '../answers.ts'
import { ago, day, sha } from './ids.ts'

const accessRules = (): AccessRuleSet => ({
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
    {
      person: 'ana.ruiz@northbeam.example',
      app: 'Salesforce',
      effect: 'leave',
      reason: 'Closes the quarter for her old team.',
      until: ago(-30 * day).slice(0, 10),
    },
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

const accessRuleChoices = (): AccessRuleChoices => ({
  attributes: {
    department: ['Field', 'Field sales', 'Customer success', 'Finance'],
    title: ['Account executive', 'Sales engineer'],
    manager: ['mara.lindqvist@northbeam.example'],
  },
  sources: [{ name: 'Okta', groups: ['Everyone', 'Revenue', 'Contractors'] }],
  apps: [
    { name: 'Salesforce', roles: ['Standard User', 'System Administrator'], licences: ['Enterprise', 'Platform'], groups: ['Field queue'] },
    { name: 'Slack', roles: ['member', 'owner'], licences: [], groups: ['field-sales', 'general'] },
  ],
})

const inForce: AccessRuleVersion = { version: 4, savedAt: ago(2 * day), savedBy: 'mara.lindqvist@northbeam.example', restores: null, rules: 2, exceptions: 2 }
const earlier: AccessRuleVersion = { version: 3, savedAt: ago(9 * day), savedBy: 'operator', restores: 1, rules: 1, exceptions: 0 }

export const accessRuleAnswers = {
  readAccessRules: accessRules,
  listAccessRuleChoices: accessRuleChoices,
  previewAccessRules: accessRulesPreview,
  saveAccessRules: ({ body }) => ({ ...accessRules(), ...body.document, version: 5 }),
  listAccessRuleVersions: () => ({ items: [inForce, earlier] }),
  readAccessRuleVersion: () => ({ ...earlier, document: { rules: accessRules().rules.slice(1), closed: [], exceptions: [] } }),
} satisfies Partial<Answers>
