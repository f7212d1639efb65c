import type { LeftOut } from '@rollcall/contract'
import type { StepDraft } from '../lifecycle/index.ts'
import { type Part, together } from './sketch.ts'
import { isOpen, type Subject } from './subject.ts'

const leftOut = (of: Omit<LeftOut, 'done'>, done = false): Part => ({ steps: [], leftOut: [{ ...of, done }] })
const steps = (...some: readonly StepDraft[]): Part => ({ steps: some, leftOut: [] })

/** Sessions and tokens first, then the identity. A file only tells who is there, and an identity that is closed is what the plan rests on. */
export const endIdentities = ({ person, identities }: Subject, reason: string): Part =>
  together(
    identities.map((identity): Part => {
      const { id: identityId, userName, connectionName, place } = identity
      const of = { action: 'deactivate_identity' as const, personName: person.displayName, accountName: userName, connectionName }
      if (place.isFile) return leftOut({ ...of, why: `${connectionName} is a file that only tells who works here; nothing is changed in it.` })
      if (!isOpen(identity)) return leftOut({ ...of, why: `${userName} in ${connectionName} is ${identity.status} already.` }, true)
      const sessions: StepDraft[] = place.writes.endSessions === undefined ? [] : [{ action: 'end_sessions', identityId, reason }]
      return steps(...sessions, { action: 'deactivate_identity', identityId, reason })
    }),
  )

/** Whatever an identity source gives to the person and not to a group they are in. */
export const unassignApps = ({ person, identities, givings }: Subject, reason: string): Part =>
  together(
    givings
      .filter(({ assigned }) => assigned)
      .map(({ identityId, appName, via, throughGroup }): Part => {
        const identity = identities.find(({ id }) => id === identityId)
        if (identity === undefined || !isOpen(identity)) return steps()
        const of = { action: 'unassign_app' as const, personName: person.displayName, accountName: identity.userName, connectionName: via.connectionName }
        if (throughGroup) return leftOut({ ...of, why: `${via.connectionName} gives ${appName} through a group; it goes with the group or the identity.` })
        return steps({ action: 'unassign_app', identityId, appExternalId: via.appExternalId, reason })
      }),
  )

/**
 * The account itself and not only the sign-in: switching off single sign-on leaves it alive in many apps. `deletes`: for good where the app
 * cannot switch it off.
 */
export const endAccounts = ({ accounts }: Subject, reason: string, deletes = false): Part =>
  together(
    accounts.filter(isOpen).map(({ id: accountId, place }) => {
      const sessions: StepDraft[] = place.writes.endAccountSessions === undefined ? [] : [{ action: 'end_sessions', accountId, reason }]
      return steps(...sessions, { action: 'deactivate_account', accountId, reason, ...(deletes ? { deletes } : {}) })
    }),
  )
