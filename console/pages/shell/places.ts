import {
  AppsIcon,
  OverviewIcon,
  DifferenceIcon,
  FlagIcon,
  GearIcon,
  LanesIcon,
  LedgerIcon,
  MatchIcon,
  PeopleIcon,
  PlanIcon,
  PlugIcon,
  StampIcon,
  TaskIcon,
} from '../../ui/icons.tsx'

/** The places of the console, in the order of the rail, with the keys that go there. */
export const places = [
  { to: '/calls', label: 'Calls', icon: LanesIcon, keys: 'g c', group: 'Calls' },
  { to: '/trackers', label: 'Trackers', icon: FlagIcon, keys: 'g t', group: 'Calls' },
  { to: '/overview', label: 'Overview', icon: OverviewIcon, keys: 'g o', group: 'Roll' },
  { to: '/people', label: 'People', icon: PeopleIcon, keys: 'g p', group: 'Roll' },
  { to: '/matching', label: 'Matching', icon: MatchIcon, keys: 'g m', group: 'Roll' },
  { to: '/findings', label: 'Findings', icon: DifferenceIcon, keys: 'g f', group: 'Roll' },
  { to: '/plans', label: 'Plans', icon: PlanIcon, keys: 'g l', group: 'Roll' },
  { to: '/approvals', label: 'Approvals', icon: StampIcon, keys: 'g v', group: 'Roll' },
  { to: '/tasks', label: 'Tasks', icon: TaskIcon, keys: 'g k', group: 'Roll' },
  { to: '/apps', label: 'Apps', icon: AppsIcon, keys: 'g x', group: 'Roll' },
  { to: '/connections', label: 'Connections', icon: PlugIcon, keys: 'g n', group: null },
  { to: '/audit', label: 'Audit', icon: LedgerIcon, keys: 'g a', group: null },
  { to: '/settings', label: 'Settings', icon: GearIcon, keys: 'g s', group: null },
] as const

export type Place = (typeof places)[number]
