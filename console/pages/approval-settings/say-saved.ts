import type { ApprovalSettings } from '@rollcall/contract'
import { say } from '../../ui/toasts.tsx'

/** Whether a change holds, or waits for somebody. */
export const saySaved = ({ waiting }: ApprovalSettings): void =>
  say(waiting ? 'It loosens what holds, so that it waits for a second admin.' : 'Saved. It holds for plans that are made from now on.')
