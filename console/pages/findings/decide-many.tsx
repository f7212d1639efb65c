import { useQuery } from '@tanstack/react-query'
import type { Finding, FindingDecision } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { findingOwners, type FindingsQuestion, readAllFindings, useDecideFindings } from '../../data/findings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { count, countOf } from '../../ui/numbers.ts'
import { Progress } from '../../ui/progress.tsx'
import { Trouble } from '../../ui/states.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { mayBeClosed, refusalOf } from '../vocabulary/plannable.ts'
import { useMakePlan } from '../vocabulary/use-make-plan.ts'
import { AcceptanceFields, acceptanceIn } from './acceptance-fields.tsx'

const hows = [
  ['assign', 'Give them to somebody'],
  ['accept', 'Accept them until a date'],
  ['plan', 'Make one plan of those that a plan can repair'],
  ['close', 'Make one plan that closes accounts that may be closed'],
] as const
type How = (typeof hows)[number][0]

/** Decides about those that are selected. */
export const DecideSome = ({ findings, onDone }: { findings: readonly Finding[]; onDone: () => void }) => {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Decide</Button>
      {open && <DecideDialog total={findings.length} read={() => Promise.resolve(findings)} offered={['assign', 'accept']} onDone={onDone} onClose={close} />}
    </>
  )
}

/** Decides about all that match the filters, those on later pages included. */
export const DecideAll = ({ question, total }: { question: FindingsQuestion; total: number }) => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        Decide about all {count(total)}
      </Button>
      {open && (
        <DecideDialog
          total={total}
          read={() => readAllFindings(question)}
          offered={['assign', 'accept', 'plan', 'close']}
          onDone={() => {}}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

interface DecideDialogProps {
  total: number
  /** The findings, read when the decision is made. */
  read: () => Promise<readonly Finding[]>
  offered: readonly How[]
  onDone: () => void
  onClose: () => void
}

const DecideDialog = ({ total, read, offered, onDone, onClose }: DecideDialogProps) => {
  const [how, setHow] = useState<How>('assign')
  const [done, setDone] = useState<number | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const owners = useQuery(findingOwners)
  const decide = useDecideFindings(setDone)
  const { makePlan } = useMakePlan()

  const plan = (findings: readonly Finding[], closes: boolean) => {
    const ids = findings.filter(closes ? mayBeClosed : finding => refusalOf(finding) === null).map(({ id }) => id)
    if (ids.length === 0) throw new Error(`A plan can ${closes ? 'close' : 'repair'} none of them now. Open one to see why.`)
    makePlan(ids, closes)
    const left = findings.length - ids.length
    say(
      `A plan of ${countOf(ids.length, 'finding')} is being made${left === 0 ? '' : `; ${count(left)} left out, because no plan ${closes ? 'closes' : 'repairs'} them now`}.`,
    )
  }
  const run = async (form: FormData) => {
    setTrouble(null)
    setDone(0)
    const findings = await read()
    if (how === 'plan' || how === 'close') plan(findings, how === 'close')
    else {
      const { decided, refused } = await decide.mutateAsync({ ids: findings.map(({ id }) => id), decision: decisionOf(how, form) })
      const words = how === 'assign' ? `${countOf(decided, 'finding')} given.` : `${countOf(decided, 'finding')} accepted.`
      if (refused.length === 0) say(words)
      else sayTrouble(`${words} ${count(refused.length)} could not be: ${[...new Set(refused)].join(' ')}`)
    }
    onDone()
    onClose()
  }
  const submit = (form: FormData) =>
    run(form).catch((error: unknown) => {
      setDone(null)
      setTrouble(error instanceof Error ? sentenceOf(error) : 'It could not be done. Try again.')
    })

  return (
    <Dialog title={`Decide about ${countOf(total, 'finding')}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          if (done === null) void submit(new FormData(event.currentTarget))
        }}
      >
        {trouble !== null && <Trouble sentence={trouble} />}
        <SelectField label="What" name="how" value={how} onChange={event => setHow(event.target.value as How)}>
          {hows
            .filter(([value]) => offered.includes(value))
            .map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
        </SelectField>
        {how === 'assign' && (
          <SelectField label="Owner" name="owner" hint="Each keeps its note.">
            <option value="">Nobody</option>
            {owners.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {how === 'accept' && <AcceptanceFields whom="them" />}
        {how === 'plan' && (
          <p className="text-soft">It changes nothing until somebody approves it. Those that a person decides about, or that are blocked, are left out.</p>
        )}
        {how === 'close' && (
          <p className="text-soft">
            Accounts that nobody uses, that belong to nobody, that are one too many, or that no identity provider gives. Nothing says that they must go: you do.
            It changes nothing until somebody approves it.
          </p>
        )}
        {done !== null && <Progress label={`${count(done)} of ${countOf(total, 'finding')} decided`} share={total === 0 ? null : done / total} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={done !== null && 'Deciding…'}>
            {how === 'plan' || how === 'close'
              ? 'Make the plan'
              : how === 'accept'
                ? `Accept ${countOf(total, 'finding')}`
                : `Give ${countOf(total, 'finding')}`}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const decisionOf = (how: Exclude<How, 'plan' | 'close'>, form: FormData): FindingDecision =>
  how === 'assign' ? { how, userId: formText(form, 'owner') || null } : { how, ...acceptanceIn(form) }
