import type { Engagement } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCorrectMatch } from '../../data/engagements.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { AccountPicker } from '../vocabulary/account-picker.tsx'

/** Which account the call belongs to and why; one press to say otherwise. */
export const MatchSection = ({ engagement: { id, match, state } }: { engagement: Engagement }) => {
  const [picking, setPicking] = useState(false)
  const mayCorrect = useMay('calls:write')
  const correct = useCorrectMatch()
  const set = (accountId: string | null, opportunityId: string | null, done: () => void) =>
    correct.mutate({ id, accountId, opportunityId }, { onSuccess: done, onError: error => sayTrouble(sentenceOf(error)) })
  const pick = (accountId: string | null, name: string | null) => {
    const before = { accountId: match?.accountId ?? null, opportunityId: match?.opportunityId ?? null }
    setPicking(false)
    set(accountId, null, () =>
      say(name ? `The call belongs to ${name} now.` : 'The call belongs to no account now.', () =>
        set(before.accountId, before.opportunityId, () => say('The account is as it was.')),
      ),
    )
  }
  return (
    <Section
      title="Account"
      aside={
        mayCorrect &&
        match && (
          <Button look="quiet" className="-mr-3" busy={correct.isPending && 'Saving…'} onClick={() => setPicking(true)}>
            Correct
          </Button>
        )
      }
    >
      {match ? (
        <div className="grid gap-1">
          <p className={match.accountName ? 'font-strong' : 'text-warm'}>{match.accountName ?? 'Belongs to no account yet'}</p>
          {match.opportunityName && <p>{match.opportunityName}</p>}
          <p className="text-soft">{match.reason}</p>
        </div>
      ) : (
        <p className="text-soft">{state === 'failed' ? 'The call could not be matched.' : 'Its account is being looked for.'}</p>
      )}
      {picking && (
        <AccountPicker
          title="Which account does this call belong to?"
          none="It belongs to no account"
          onClose={() => setPicking(false)}
          onPick={account => pick(account?.id ?? null, account?.name ?? null)}
        />
      )}
    </Section>
  )
}
