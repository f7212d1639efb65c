import type { AppMode, ApprovalPolicy, ApprovalRules, ApprovalSettings } from '@rollcall/contract'
import type { Answers } from '../answers.ts'
import { ago, day, id } from './ids.ts'
import { plans, planSummaries } from './lifecycle.ts'
import { connections } from './stack.ts'

const policy: ApprovalPolicy = {
  name: 'Leavers in finance',
  when: { actions: ['deactivate_account'], connectionIds: [connections[1]!.id], guardExceeded: false, stepsOver: 5 },
  needed: 1,
  approvers: { roleIds: ['admin'], userIds: [], manager: true, appOwner: false },
}

const rules: ApprovalRules = {
  guards: { app: { changes: 10, share: 0.2 }, run: { changes: 25, share: 0.2 }, small: { population: 50, share: 0.5 }, few: 3 },
  draftDays: 14,
  policies: [policy],
}

const settings: ApprovalSettings = {
  rules,
  waiting: {
    id: id('rule', 900),
    proposedBy: { id: id('user', 1), name: 'Mara Lindqvist' },
    proposedAt: ago(50),
    loosens: ['The number of changes in one app is raised from 10 to 25.'],
    rules: {
      ...rules,
      guards: { ...rules.guards, app: { changes: 25, share: 0.2 } },
      policies: [...rules.policies, { ...policy, name: 'Owners look', approvers: { roleIds: [], userIds: [id('user', 2)], manager: false, appOwner: true } }],
    },
  },
}

const modes: AppMode[] = connections.map(({ id: connectionId, name }, place) => ({
  connectionId,
  connectionName: name,
  mode: (['approve_in_batch', 'automatic', 'approve_each', 'observe', 'simulate'] as const)[place % 5]!,
  kinds: place % 5 === 1 ? ['active_after_deactivation'] : [],
  automatic: [
    { kind: 'active_after_deactivation', action: 'deactivate_account', obstacle: null },
    { kind: 'person_without_account', action: 'reactivate_account', obstacle: place % 2 ? null : `Rollcall cannot change accounts of ${name}.` },
    { kind: 'account_without_rule', action: 'deactivate_account', obstacle: place % 5 === 1 ? 'By hand, in the same place.' : null },
  ],
  owner: null,
  setBy: place % 5 ? 'Mara Lindqvist' : null,
  setAt: place % 5 ? ago(3 * day) : null,
}))

/** How far Rollcall goes in each app, and who approves what. */
export const approvalAnswers = {
  readApprovalRules: () => settings,
  writeApprovalRules: ({ body }) => ({ rules: body, waiting: null }),
  confirmApprovalRules: () => ({ ...settings, waiting: null }),
  refuseApprovalRules: () => ({ ...settings, waiting: null }),
  listModes: () => ({ items: modes }),
  writeMode: () => ({ items: modes }),
  listWaitingApprovals: () => ({
    items: planSummaries
      .filter(({ state }) => state === 'draft')
      .map(plan => ({
        plan,
        why: 'The policy “Leavers in finance” asks for you.',
        steps: plan.stepCount,
        people: 5,
        apps: ['Clari', 'Salesforce'],
        irreversible: 2,
      })),
  }),
  approveStep: () => plans[1]!,
  listPlanComments: () => ({ items: [{ id: id('rule', 901), at: ago(40), author: 'Mara Lindqvist', text: 'Her last day was Friday; payroll agrees.' }] }),
  commentPlan: () => ({ items: [] }),
  listSubstitutes: () => ({
    items: [
      { user: { id: id('user', 1), name: 'Mara Lindqvist' }, substitute: { id: id('user', 2), name: 'Jonas Wick' }, from: ago(day), until: ago(-6 * day) },
    ],
  }),
  writeSubstitute: () => ({ items: [] }),
} satisfies Partial<Answers>
