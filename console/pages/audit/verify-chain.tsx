import { sentenceOf } from '../../data/api-problem.ts'
import { useVerifyAudit } from '../../data/audit.ts'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { StateMark } from '../../ui/state-mark.tsx'

/** Recomputes the chain from its first entry, and says what came of it where it was asked. */
export const VerifyChain = () => {
  const verify = useVerifyAudit()
  const { data, error } = verify
  return (
    <>
      <output className="flex flex-wrap items-center gap-x-3">
        {error && <span className="text-warm">{sentenceOf(error)}</span>}
        {data &&
          (data.intact ? (
            <>
              <StateMark shape="check" tone="proof">
                {countOf(data.entries, 'entry', 'entries')} verified
                {!!data.redacted && `, ${count(data.redacted)} redacted by erasures`}
              </StateMark>
              <Hash value={data.head} label="the hash of the last entry" />
            </>
          ) : (
            <StateMark shape="diamond" tone="warm">
              Broken at entry {count(data.brokenAt ?? 0)}
            </StateMark>
          ))}
      </output>
      <Button look="primary" busy={verify.isPending && 'Verifying…'} onClick={() => verify.mutate()}>
        Verify the chain
      </Button>
    </>
  )
}
