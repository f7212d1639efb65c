import { profileOf } from '../connections/index.ts'
import type { Part } from './sketch.ts'
import type { Subject } from './subject.ts'

/** Where closing an account deletes nothing, as the profile of the app says: somebody has to ask for it, and the answer is kept. */
export const erasureSteps = ({ accounts }: Subject): Part => ({
  leftOut: [],
  steps: accounts.flatMap(({ id, status, place }) => {
    const why = profileOf(place.row)?.leaving?.erasure
    return why === undefined || status === 'deleted' ? [] : [{ action: 'request_erasure', accountId: id, reason: why }]
  }),
})
