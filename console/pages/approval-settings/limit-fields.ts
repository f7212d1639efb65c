import type { ApprovalRules } from '@rollcall/contract'
import { formText } from '../../ui/form-text.ts'

const percent = (share: number): number => Number((share * 100).toFixed(4))

/** The limits as a person reads them: shares in per cent. */
export const limitFields = [
  { name: 'appChanges', label: 'Changes in one app', hint: 'More need a second person.', valueOf: ({ guards }: ApprovalRules) => guards.app.changes },
  {
    name: 'appShare',
    label: 'Share of one app, in %',
    hint: 'More of its active accounts need a second person.',
    valueOf: ({ guards }: ApprovalRules) => percent(guards.app.share),
  },
  { name: 'runChanges', label: 'Changes in one plan', hint: 'More need a second person.', valueOf: ({ guards }: ApprovalRules) => guards.run.changes },
  {
    name: 'runShare',
    label: 'Share of one plan, in %',
    hint: 'More of the active accounts of all its apps need a second person.',
    valueOf: ({ guards }: ApprovalRules) => percent(guards.run.share),
  },
  {
    name: 'smallPopulation',
    label: 'Accounts below which an app is small',
    hint: 'There a few people are a large share, and another share counts.',
    valueOf: ({ guards }: ApprovalRules) => guards.small.population,
  },
  {
    name: 'smallShare',
    label: 'Share of a small app, in %',
    hint: 'Where it is the larger of the two.',
    valueOf: ({ guards }: ApprovalRules) => percent(guards.small.share),
  },
  {
    name: 'few',
    label: 'Changes whose share is not looked at',
    hint: 'Up to so many, the number alone counts.',
    valueOf: ({ guards }: ApprovalRules) => guards.few,
  },
  {
    name: 'draftDays',
    label: 'Days that a plan may wait',
    hint: 'Then it is set aside, and its findings are open again.',
    valueOf: ({ draftDays }: ApprovalRules) => draftDays,
  },
] as const

type Limit = (typeof limitFields)[number]['name']
const isShare = (name: Limit): boolean => name.endsWith('Share')

/** What the browser holds a typed number against. */
export const boundsOf = (name: Limit): { min: number; max: number; step: number | 'any' } =>
  isShare(name) ? { min: 0, max: 100, step: 'any' } : name === 'draftDays' ? { min: 1, max: 365, step: 1 } : { min: 0, max: 1_000_000, step: 1 }

/** Rules with the limits of a form. */
export const limitsIn = (form: FormData, rules: ApprovalRules): ApprovalRules => {
  const number = (name: Limit) => (isShare(name) ? Number(formText(form, name)) / 100 : Number(formText(form, name)))
  return {
    ...rules,
    draftDays: number('draftDays'),
    guards: {
      app: { changes: number('appChanges'), share: number('appShare') },
      run: { changes: number('runChanges'), share: number('runShare') },
      small: { population: number('smallPopulation'), share: number('smallShare') },
      few: number('few'),
    },
  }
}
