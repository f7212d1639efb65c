import type { DirectoryUser, GrantSource } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

/** Who gave a role, a licence or a manager. */
export const sourceWords: Record<GrantSource, string> = {
  default: 'by default',
  manual: 'by hand',
  jit: 'at sign-in',
  scim: 'from the identity provider',
  pinned: 'pinned',
}

const statusMarks: Record<DirectoryUser['status'], readonly [Shape, Tone, string]> = {
  active: ['dot', 'ink', 'Active'],
  staged: ['ring', 'soft', 'Never signed in'],
  inactive: ['dash', 'soft', 'Deactivated'],
}

export const StatusMark = ({ status }: { status: DirectoryUser['status'] }) => {
  const [shape, tone, words] = statusMarks[status]
  return (
    <StateMark shape={shape} tone={tone}>
      {words}
    </StateMark>
  )
}

export const statusOptions = [
  ['active', 'Active'],
  ['staged', 'Never signed in'],
  ['inactive', 'Deactivated'],
] as const

export const licenceWords: Record<DirectoryUser['licence']['value'], string> = { recorder: 'Recorder', listener: 'Listener' }
export const licenceOptions = [
  ['recorder', 'Recorder'],
  ['listener', 'Listener'],
] as const
