import type { Access, NewAccount } from '@rollcall/contract'
import type { StepDraft } from '../lifecycle/index.ts'
import { type Part, together } from './sketch.ts'
import { isOpen, type Place, type Subject } from './subject.ts'

/**
 * What gives somebody this access. Who has an account is changed, or let in again and then changed. For others the identity source gives the
 * app where it knows it. Where a role is wanted, or the account has to be there (`staged`), the app makes it first, so that nobody signs in
 * without a role; Chorus calls this staging (CG-293).
 */
export function giveAccess({ person, identities, accounts, givings }: Subject, access: Access, place: Place, reason: string, staged = false): Part {
  const { connectionId, ...wanted } = access
  const chosen = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Omit<Access, 'connectionId'>
  const mine = accounts.filter(account => account.connectionId === connectionId && account.status !== 'deleted')
  const account = mine.find(isOpen) ?? mine[0]
  if (account !== undefined) {
    const back: StepDraft[] = isOpen(account) ? [] : [{ action: 'reactivate_account', accountId: account.id, reason, dependsOn: [] }]
    const change: StepDraft = { action: 'change_account', accountId: account.id, access: accessOf(chosen), reason, dependsOn: back.map((_, order) => order) }
    return { steps: [...back, ...(Object.keys(chosen).length === 0 ? [] : [change])], leftOut: [] }
  }
  const identity = identities.find(isOpen)
  if (identity === undefined) {
    const why = `${person.displayName} has no active identity to give an account in ${place.row.name} to.`
    const of = { action: 'create_account' as const, personName: person.displayName, accountName: person.email ?? '', connectionName: place.row.name }
    return { steps: [], leftOut: [{ ...of, done: false, why }] }
  }
  const giving = givings.find(each => each.appConnectionId === connectionId && each.identityId === identity.id)
  const wishes = Object.keys(chosen).length > 0
  const creates = giving === undefined || giving.assigned || ((staged || wishes) && place.writes.createAccount !== undefined)
  const create: StepDraft = {
    action: 'create_account',
    connectionId,
    personId: person.id,
    account: newAccount(identity),
    access: accessOf(chosen),
    reason,
    dependsOn: [],
  }
  const made = creates ? [create] : []
  if (giving === undefined || giving.assigned) return { steps: made, leftOut: [] }
  const { appExternalId, connectionName } = giving.via
  const assign: StepDraft = { action: 'assign_app', identityId: identity.id, appExternalId, reason, dependsOn: made.map((_, order) => order) }
  const why = `${connectionName} gives ${place.row.name} alone; role, licence and groups can be planned when the account is there.`
  const of = { action: 'change_account' as const, personName: person.displayName, accountName: identity.userName, connectionName: place.row.name }
  return { steps: [...made, assign], leftOut: wishes && !creates ? [{ ...of, done: false, why }] : [] }
}

const accessOf = ({ role, licence, groups }: Omit<Access, 'connectionId'>) => ({
  ...(role === undefined ? {} : { role }),
  ...(licence === undefined ? {} : { licence }),
  ...(groups === undefined ? {} : { groups }),
})

/** Identity sources tell one name; apps that want two get its last word as the family name. */
function newAccount({ userName, email, displayName, externalId, department, title, managerEmail }: Subject['identities'][number]): NewAccount {
  const words = displayName.trim().split(/\s+/)
  return {
    userName: email ?? userName,
    email,
    displayName,
    givenName: words.slice(0, -1).join(' ') || null,
    familyName: words.at(-1) || null,
    externalKey: externalId,
    department,
    title,
    managerEmail,
  }
}

/** The same for several apps; of one that is not connected any more it is said. */
export const giveAll = (subject: Subject, accesses: readonly Access[], places: ReadonlyMap<string, Place>, reason: string): Part =>
  together(
    accesses.flatMap(access => {
      const place = places.get(access.connectionId)
      return place === undefined ? [] : [giveAccess(subject, access, place, reason)]
    }),
  )
