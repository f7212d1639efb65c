import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { expectedFor, findRuledStanding, refusalByRules, type RuledStanding } from './access-rules/ruled-standing.ts'
import { type Refusal, refusalOfRepair, type Standing } from './finding.ts'
import type { lockFindings } from './finding.queries.ts'
import { choiceOf, kindOf, repairOf } from './findings/kinds.ts'
import { ruleWords } from './findings/ruled.ts'
import { findNewAccounts } from './new-account.queries.ts'
import { findWitnesses, refusalByChoice } from './refusal-by-choice.ts'
import { findStandings } from './standing.queries.ts'
import type { StepDraft } from './step-draft.ts'

type FindingRow = Awaited<ReturnType<typeof lockFindings>>[number]

/** The step that repairs each finding, as everything stands now; `deletes` where an account can only be deleted. Refuses the whole with a sentence that names the first that may not be. */
export async function draftRepairs(ctx: Context, findings: readonly FindingRow[], deletes: boolean): Promise<StepDraft[]> {
  const accountIds = findings.flatMap(finding => finding.account_id ?? [])
  const standings = new Map((await findStandings(ctx.db, accountIds)).map(standing => [standing.accountId, standing]))
  const ruled = findings.filter(({ kind }) => kindOf(kind).ruled === true)
  const rules = await findRuledStanding(ctx, ruled)
  const newAccounts = await findNewAccounts(
    ctx.db,
    ruled.flatMap(finding => finding.person_id ?? []),
  )
  const witnesses = findings.some(finding => repairOf(finding) === null) ? await findWitnesses(ctx) : []
  return findings.map((finding): StepDraft => {
    const standing = standings.get(finding.account_id ?? '') ?? null
    const common = { findingId: finding.id, reason: sentenceOf(finding, standing) }
    if (repairOf(finding) === null) {
      if (choiceOf(finding) !== 'deactivate_account' || standing === null) throw gone(finding)
      refuse(refusalByChoice(finding.kind, standing, witnesses))
      return { ...common, action: 'deactivate_account', accountId: standing.accountId, deletes }
    }
    if (kindOf(finding.kind).ruled !== true) return leaverStep(finding, standing, deletes)
    refuse(refusalByRules(finding, standing, rules))
    const accountId = standing?.accountId
    switch (repairOf(finding)) {
      case 'create_account': {
        const account = newAccounts.get(finding.person_id ?? '')
        if (account === undefined || finding.person_id === null)
          throw new Refused('conflict', `No identity source says how an account of ${finding.person_name} should be called.`)
        const { connection_id: connectionId, person_id: personId } = finding
        return { ...common, reason: becauseOf(finding, rules), action: 'create_account', connectionId, personId, account, access: accessOf(finding, rules) }
      }
      case 'change_account':
        if (accountId === undefined || standing === null) throw gone(finding)
        return { ...common, action: 'change_account', accountId, access: driftOf(finding, standing, rules) }
      case 'reactivate_account':
      case 'deactivate_account':
        if (accountId === undefined) throw gone(finding)
        return { ...common, action: finding.kind === 'account_without_rule' ? 'deactivate_account' : 'reactivate_account', accountId }
      case 'end_sessions':
      case null:
        throw gone(finding)
    }
  })
}

function leaverStep(finding: FindingRow, standing: Standing | null, deletes: boolean): StepDraft {
  // Of an identity: the subject is the login itself.
  if (repairOf(finding) === 'end_sessions' && finding.account_id === null)
    return { action: 'end_sessions', identityId: finding.subject_id, findingId: finding.id, reason: sentenceOf(finding, null) }
  if (standing === null) throw gone(finding)
  refuse(refusalOfRepair(finding, standing))
  // Somebody decided meanwhile whose it is: what the finding rests on is about another person.
  if (finding.person_id !== standing.personId)
    throw new Refused(
      'conflict',
      `${standing.userName} in ${standing.app.source} belongs to somebody else since this was found. Compare again, then choose again.`,
    )
  const { accountId } = standing
  if (repairOf(finding) === 'end_sessions') return { action: 'end_sessions', accountId, findingId: finding.id, reason: sentenceOf(finding, standing) }
  return {
    action: 'deactivate_account',
    accountId,
    deletes,
    findingId: finding.id,
    reason: `${finding.person_name} left: ${finding.evidence.identities.map(each => `${each.vendorStatus} in ${each.source}`).join(', ')}.`,
  }
}

function sentenceOf({ kind, connection_id: connectionId, person_name: personName, evidence: grounds }: FindingRow, standing: Standing | null): string {
  const source = standing?.app.source ?? grounds.identities.find(identity => identity.connectionId === connectionId)?.source
  return kindOf(kind).sentence({ personName, connectionName: source ?? 'it', grounds, login: standing?.userName ?? personName })
}

const becauseOf = (finding: FindingRow, rules: RuledStanding): string =>
  `${finding.person_name} should have an account by ${ruleWords(expectedFor(rules, finding)?.rule)}.`

function accessOf(finding: FindingRow, rules: RuledStanding) {
  const { role = null, licence = null, groups = [] } = expectedFor(rules, finding) ?? {}
  return { ...(role === null ? {} : { role }), ...(licence === null ? {} : { licence }), ...(groups.length === 0 ? {} : { groups }) }
}

/** Only what the finding is about. Groups are given; none is taken. */
function driftOf({ kind, ...finding }: FindingRow, { groups }: Standing, rules: RuledStanding) {
  const { role = null, licence = null, groups: wanted = [] } = expectedFor(rules, { kind, ...finding }) ?? {}
  if (kind === 'role_drift') return role === null ? {} : { role }
  if (kind === 'licence_drift') return licence === null ? {} : { licence }
  const has = new Set(groups.map(group => group.toLowerCase()))
  return { groups: [...groups, ...wanted.filter(group => !has.has(group.toLowerCase()))] }
}

function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal.code, refusal.sentence)
}

const gone = ({ person_name: name }: FindingRow) => new Refused('not_found', `What the finding about ${name} speaks of is not there any more. Compare again.`)
