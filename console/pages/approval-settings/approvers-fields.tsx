import { useQuery } from '@tanstack/react-query'
import type { ApprovalPolicy } from '@rollcall/contract'
import { useState } from 'react'
import { approverRolesQuery } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { Boxes } from '../../ui/boxes.tsx'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { WholeNumberField } from '../../ui/field.tsx'
import { PlusIcon } from '../../ui/icons.tsx'
import { OwnerPicker } from '../vocabulary/user-picker.tsx'

interface ApproversFieldsProps {
  policy: ApprovalPolicy
  nameOf: (id: string) => string
  onChange: (policy: ApprovalPolicy) => void
}

/** Those who are known by what they are to the plan. */
const standing = [
  ['manager', 'The manager of each person'],
  ['appOwner', 'The owner of each app'],
] as const

/** How many approve, and who may be one of them. */
export const ApproversFields = ({ policy, nameOf, onChange }: ApproversFieldsProps) => {
  const mayReadUsers = useMay('users:read')
  const roles = useQuery({ ...approverRolesQuery, enabled: mayReadUsers }).data?.items ?? []
  const { approvers } = policy
  const approve = (change: Partial<ApprovalPolicy['approvers']>) => onChange({ ...policy, approvers: { ...approvers, ...change } })
  return (
    <>
      <WholeNumberField
        label="How many approve"
        min={1}
        max={5}
        className="max-w-40"
        defaultValue={policy.needed}
        onChange={event => onChange({ ...policy, needed: Number(event.target.value) })}
        required
      />
      <Boxes
        legend="Any of"
        hint="With nobody ticked or named, whoever may approve plans."
        options={[...standing, ...roles.map(({ id, name }) => [`role ${id}`, `The role ${name}`] as const)]}
        chosen={[...standing.map(([who]) => who).filter(who => approvers[who]), ...approvers.roleIds.map(id => `role ${id}` as const)]}
        onChange={chosen =>
          approve({
            manager: chosen.includes('manager'),
            appOwner: chosen.includes('appOwner'),
            roleIds: chosen.flatMap(each => (each.startsWith('role ') ? [each.slice(5)] : [])),
          })
        }
      />
      <NamedApprovers userIds={approvers.userIds} nameOf={nameOf} onChange={userIds => approve({ userIds })} />
    </>
  )
}

interface NamedApproversProps {
  userIds: readonly string[]
  nameOf: (id: string) => string
  onChange: (userIds: string[]) => void
}

const focusFirst = (place: HTMLElement | null) => place?.querySelector('input')?.focus()

const NamedApprovers = ({ userIds, nameOf, onChange }: NamedApproversProps) => {
  const mayReadUsers = useMay('users:read')
  const [picking, setPicking] = useState(false)
  // Those picked here are not yet among the policies whose names are read.
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map())
  return (
    <fieldset className="grid justify-items-start gap-2">
      <legend className="mb-1.5 font-strong">Or somebody by name</legend>
      <Chips
        label="Named"
        items={userIds.map(id => [id, picked.get(id) ?? nameOf(id)] as const)}
        onRemove={id => onChange(userIds.filter(each => each !== id))}
      />
      {picking ? (
        <div ref={focusFirst} className="w-full">
          <OwnerPicker
            label="Approver"
            onPick={({ id, name }) => {
              setPicked(new Map(picked).set(id, name))
              if (!userIds.includes(id)) onChange([...userIds, id])
              setPicking(false)
            }}
          />
        </div>
      ) : (
        mayReadUsers && (
          <Button look="quiet" className="-ml-3" onClick={() => setPicking(true)}>
            <PlusIcon /> Name somebody
          </Button>
        )
      )}
    </fieldset>
  )
}
