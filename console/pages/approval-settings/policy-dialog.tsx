import { useQuery } from '@tanstack/react-query'
import type { ApprovalPolicy, ApprovalRules, StepAction } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { modesQuery, useWriteRules } from '../../data/approvals.ts'
import { Boxes } from '../../ui/boxes.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField, WholeNumberField } from '../../ui/field.tsx'
import { Trouble } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { actionPhrases } from '../vocabulary/approval-words.ts'
import { ApproversFields } from './approvers-fields.tsx'
import { saySaved } from './say-saved.ts'

interface PolicyDialogProps {
  /** Null for a new one. */
  policy: ApprovalPolicy | null
  rules: ApprovalRules
  nameOf: (id: string) => string
  onClose: () => void
}

const actions = Object.entries(actionPhrases) as [StepAction, string][]
const blank: ApprovalPolicy = {
  name: '',
  when: { actions: [], connectionIds: [], guardExceeded: false, stepsOver: null },
  needed: 1,
  approvers: { roleIds: [], userIds: [], manager: false, appOwner: false },
}

/** A policy: for which plans it is, how many approve, and who. */
export const PolicyDialog = ({ policy, rules, nameOf, onClose }: PolicyDialogProps) => {
  const write = useWriteRules()
  const apps = useQuery(modesQuery).data?.items ?? []
  const [wanted, setWanted] = useState(policy ?? blank)
  const when = (change: Partial<ApprovalPolicy['when']>) => setWanted({ ...wanted, when: { ...wanted.when, ...change } })
  const submit = () =>
    write.mutate(
      { ...rules, policies: policy ? rules.policies.map(each => (each.name === policy.name ? wanted : each)) : [...rules.policies, wanted] },
      {
        onSuccess: settings => {
          saySaved(settings)
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={policy ? `Change ${policy.name}` : 'Add a policy'}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="policy" busy={write.isPending && 'Saving…'}>
            {policy ? 'Save the policy' : 'Add the policy'}
          </Button>
        </>
      }
    >
      <form
        id="policy"
        className="grid gap-6"
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        {write.error && <Trouble sentence={sentenceOf(write.error)} />}
        <TextField
          label="Name"
          maxLength={100}
          hint={policy ? 'Under another name it counts as gone and new, which waits for a second admin.' : 'What approvers read: Leavers in finance.'}
          value={wanted.name}
          onChange={event => setWanted({ ...wanted, name: event.target.value })}
          required
        />
        <Boxes
          legend="For plans that"
          hint="With none of them ticked, whatever the plan does."
          options={actions}
          chosen={wanted.when.actions}
          onChange={chosen => when({ actions: chosen })}
        />
        <Boxes
          legend="In"
          hint="With none of them ticked, in any app."
          options={apps.map(({ connectionId, connectionName }) => [connectionId, connectionName] as const)}
          chosen={wanted.when.connectionIds}
          onChange={connectionIds => when({ connectionIds })}
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <WholeNumberField
            label="More steps than"
            min={0}
            max={100_000}
            optional
            hint="Smaller plans are left to the others."
            defaultValue={wanted.when.stepsOver ?? ''}
            onChange={({ target: { value } }) => when({ stepsOver: value === '' ? null : Number(value) })}
          />
          <Switch
            label="Only where a guard is exceeded"
            hint="Otherwise whether one is or not."
            on={wanted.when.guardExceeded}
            onChange={guardExceeded => when({ guardExceeded })}
          />
        </div>
        <ApproversFields policy={wanted} nameOf={nameOf} onChange={setWanted} />
        <p className="text-meta text-faint">
          What lets more happen, or with fewer people, waits for a second admin. The rest holds at once, for plans that are made from then on.
        </p>
      </form>
    </Dialog>
  )
}
