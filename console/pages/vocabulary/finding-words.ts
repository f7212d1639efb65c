import type { Finding, FindingKind, FindingSummary } from '@rollcall/contract'

export const kindWords: Record<FindingKind, string> = {
  active_after_deactivation: 'Active after deactivation',
  used_after_deactivation: 'Used after deactivation',
  session_after_deactivation: 'Session after deactivation',
  account_without_person: 'Account without a person',
  unlabelled_service_account: 'Unlabelled service account',
  duplicate_account: 'Duplicate account',
  never_signed_in: 'Never signed in',
  idle: 'Idle',
  no_role: 'Without a role',
  staged_not_arrived: 'Staged, not arrived',
  assigned_not_present: 'Assigned, no account',
  present_not_assigned: 'Account, not assigned',
  admin_without_mfa: 'Admin without a second factor',
  local_password: 'Password past single sign-on',
  ownership_left: 'Owned by a leaver',
  read_incomplete: 'Read incomplete',
  connection_broken: 'Connection broken',
  profile_fact_disproved: 'Profile disproved',
  person_without_account: 'Needs an account',
  account_without_rule: 'Account without a rule',
  role_drift: 'Role drift',
  licence_drift: 'Licence drift',
  group_drift: 'Group drift',
}

/** For how long it has been true. */
export const ageWords: Record<keyof FindingSummary['ages'], string> = {
  day: 'Under a day',
  week: 'Under a week',
  month: 'Under 30 days',
  quarter: 'Under 90 days',
  older: '90 days or more',
}

/** What somebody can do about a finding that no plan repairs. */
export const adviceWords: Record<FindingKind, string> = {
  active_after_deactivation: 'Make a plan that deactivates the account.',
  used_after_deactivation: 'Find out who used it, in the audit log of the app. Accept the finding with what you found.',
  session_after_deactivation: 'Make a plan that ends the sessions and revokes the tokens.',
  account_without_person: 'Label it on the page of its person, correct its address in the app, or make a plan that closes it.',
  unlabelled_service_account: 'Say what it is on the page of its person: a service account, break-glass, or an ordinary one.',
  duplicate_account: 'Make a plan that closes the one that was used least recently, or close another in the app.',
  never_signed_in: 'Ask whoever it was made for, or make a plan that closes it.',
  idle: 'Ask its owner whether it is still needed, or make a plan that closes it.',
  no_role: 'Give it a role: change access on the page of its person.',
  staged_not_arrived: 'Ask whoever it was made for to sign in, or close it in the app.',
  assigned_not_present: 'Look at the provisioning of the app in the identity provider: the account was not made.',
  present_not_assigned: 'Assign the app in the identity provider, so that leaving there ends the access here, or make a plan that closes the account.',
  admin_without_mfa: 'Have a second factor set up, and required of administrators.',
  local_password: 'Require single sign-on in the app.',
  ownership_left: 'Offboard them on the page of the person: the plan hands over what they own.',
  read_incomplete: 'Read the connection again. Its page says what went wrong.',
  connection_broken: 'Open the connection and do what its page says.',
  profile_fact_disproved: 'Nothing is wrong in the app. Accept the finding, and do not rely on the document.',
  person_without_account: 'Make a plan that gives the account.',
  account_without_rule: 'Make a plan that closes the account, or write a rule or an exception that gives it.',
  role_drift: 'Make a plan that gives the role, or change the rule.',
  licence_drift: 'Make a plan that gives the licence, or change the rule.',
  group_drift: 'Make a plan that adds the groups, or change the rule.',
}

type Money = NonNullable<Finding['cost']>

/** `€90.50`. */
export const moneyWords = ({ amount, currency }: Money): string => new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)

/** `€90.50 a month`. */
export const costWords = (cost: Money): string => `${moneyWords(cost)} a month`
