import type { GuardVerdict, Plan } from '@rollcall/contract'
import { Hash } from '../../ui/copyable.tsx'
import { count, countOf, percent } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { absolute, Time } from '../../ui/time.tsx'

const sentenceOf = ({ changes, population, limit, limitShare }: GuardVerdict) =>
  `${count(changes)} of ${count(population)} accounts change (${percent(population ? changes / population : 0)}); the limit is ${count(limit)} and ${percent(limitShare)}.`

/** What holds the plan back from doing too much, and who has said yes to it. */
export const GuardsSection = ({ plan }: { plan: Plan }) => (
  <div className="mt-8 grid gap-x-14 lg:grid-cols-2">
    <Section title="Guards">
      <ul className="grid gap-2">
        {plan.guards.map(guard => (
          <li key={guard.scope} className="grid gap-x-4 sm:grid-cols-[9rem_1fr]">
            {guard.exceeded ? (
              <StateMark shape="diamond" tone="warm">
                {guard.scope}
              </StateMark>
            ) : (
              <StateMark shape="dot" tone="ink">
                {guard.scope}
              </StateMark>
            )}
            <span className="text-soft">
              {sentenceOf(guard)} {guard.exceeded && <span className="text-warm">More than that needs a second person.</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
    <Section title="Approvals">
      <ul className="grid gap-2">
        {plan.requirements.map(requirement => (
          <li key={`${requirement.policy} ${requirement.who}`}>
            <StateMark shape={requirement.given < requirement.needed ? 'ring' : 'dot'} tone="ink">
              <span className="whitespace-normal">
                {count(Math.min(requirement.given, requirement.needed))} of {countOf(requirement.needed, 'approval')}
                <span className="text-soft">
                  : {requirement.who}
                  {requirement.policy !== null && <>, by the policy “{requirement.policy}”</>}
                  {requirement.policy === null && requirement.needed > 1 && ', because a guard is exceeded'}
                </span>
              </span>
            </StateMark>
          </li>
        ))}
      </ul>
      {plan.state === 'draft' && plan.expiresAt !== null && (
        <p className="mt-2 text-meta text-faint">
          Set aside on <time dateTime={plan.expiresAt}>{absolute(plan.expiresAt)}</time> unless it is approved before.
        </p>
      )}
      <ul className="mt-2 grid gap-2">
        {plan.approvals.map(({ userId, userName, at, hash, policy, inPlaceOf }) => (
          <li key={userId} className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-strong">{userName}</span>
            {inPlaceOf !== null && <span className="text-soft">in the place of {inPlaceOf}</span>}
            {policy !== null && <span className="text-soft">by a standing decision: {policy}</span>}
            <Time at={at} className="screen-only text-faint" />
            <span className="print-only">{absolute(at)}</span>
            <span className="flex items-center gap-1.5 text-meta text-faint">
              approved <Hash value={hash} label="the approved hash" />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  </div>
)
