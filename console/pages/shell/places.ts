import { useMemo } from 'react'
import { useMe } from '../../data/me.ts'
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

/** The places of the console, in the order of the rail, with the keys that go there; each is for whoever may read what it shows. */
const places = [
  { to: '/calls', label: 'Calls', icon: LanesIcon, keys: 'g c', group: 'Calls', permission: 'calls:read' },
  { to: '/trackers', label: 'Trackers', icon: FlagIcon, keys: 'g t', group: 'Calls', permission: 'calls:read' },
  { to: '/overview', label: 'Overview', icon: OverviewIcon, keys: 'g o', group: 'Roll', permission: 'people:read' },
  { to: '/people', label: 'People', icon: PeopleIcon, keys: 'g p', group: 'Roll', permission: 'people:read' },
  { to: '/matching', label: 'Matching', icon: MatchIcon, keys: 'g m', group: 'Roll', permission: 'people:read' },
  { to: '/findings', label: 'Findings', icon: DifferenceIcon, keys: 'g f', group: 'Roll', permission: 'people:read' },
  { to: '/plans', label: 'Plans', icon: PlanIcon, keys: 'g l', group: 'Roll', permission: 'people:read' },
  { to: '/approvals', label: 'Approvals', icon: StampIcon, keys: 'g v', group: 'Roll', permission: 'people:read' },
  { to: '/tasks', label: 'Tasks', icon: TaskIcon, keys: 'g k', group: 'Roll', permission: 'people:read' },
  { to: '/apps', label: 'Apps', icon: AppsIcon, keys: 'g x', group: 'Roll', permission: 'people:read' },
  { to: '/connections', label: 'Connections', icon: PlugIcon, keys: 'g n', group: null, permission: 'connections:read' },
  { to: '/audit', label: 'Audit', icon: LedgerIcon, keys: 'g a', group: null, permission: 'audit:read' },
  { to: '/settings', label: 'Settings', icon: GearIcon, keys: 'g s', group: null, permission: 'self' },
] as const

export type Place = (typeof places)[number]

/** Those that are offered to the reader. */
export function usePlaces(): Place[] {
  const held: readonly string[] | undefined = useMe()?.permissions
  return useMemo(() => places.filter(({ permission }) => held?.includes(permission)), [held])
}
