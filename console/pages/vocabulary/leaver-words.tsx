import type { LeaverSummary } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'

const doors: Record<string, string> = {
  scim: 'Identity provider (SCIM)',
  'sign-in': 'Sign-in provider',
  api: 'API',
  console: 'Console',
  operator: 'Command line',
  job: 'A job of Rollcall',
  unknown: 'Not known',
}

/** Through which door somebody was deactivated. */
export const doorWords = (door: string): string => doors[door] ?? door

export const LeaverMark = ({ leaver }: { leaver: LeaverSummary }) =>
  leaver.returnedAt ? (
    <StateMark shape="ring" tone="soft">
      Is back
    </StateMark>
  ) : leaver.deletedAt ? (
    <StateMark shape="cross" tone="soft">
      Deleted
    </StateMark>
  ) : (
    <StateMark shape="dot" tone="ink">
      Left
    </StateMark>
  )
