import { type ApprovalPolicy, type ApprovalRules, type AppMode, type StepAction } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useWriteRules } from '../../data/approvals.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'
import { Trouble } from '../../ui/states.tsx'
import { actionWords } from '../vocabulary/roll-words.tsx'
import { saySaved } from './say-saved.ts'

interface Named {
  id: string
  name: string
}

interface PolicyDialogProps {
  rules: ApprovalRules
  users: readonly Named[]
  roles: readonly Named[]
  apps: readonly AppMode[]
  onClose: () => void
}

const actions = Object.entries(actionWords) as [StepAction, string][]

const policyOf = (form: FormData): ApprovalPolicy => {
  const one = (name: string) => (formText(form, name) === '' ? [] : [formText(form, name)])
  const [kind = '', id = ''] = formText(form, 'who').split(':')
  const action = actions.find(([each]) => each === formText(form, 'action'))
  const steps = formText(form, 'stepsOver')
  return {
    name: formText(form, 'name').trim(),
    when: {
      actions: action ? [action[0]] : [],
      connectionIds: one('app'),
      guardExceeded: formText(form, 'guard') === 'exceeded',
      stepsOver: steps === '' ? null : Number(steps),
    },
    needed: Number(formText(form, 'needed')),
    approvers: { roleIds: kind === 'role' ? [id] : [], userIds: kind === 'user' ? [id] : [], manager: kind === 'manager', appOwner: kind === 'owner' },
  }
}

/** A policy in one sentence: for which plans, how many, and who. */
export const PolicyDialog = ({ rules, users, roles, apps, onClose }: PolicyDialogProps) => {
  const write = useWriteRules()
  return (
    <Dialog title="Add a policy" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          write.mutate(
            { ...rules, policies: [...rules.policies, policyOf(new FormData(event.currentTarget))] },
            {
              onSuccess: settings => {
                saySaved(settings)
                onClose()
              },
            },
          )
        }}
      >
        {write.error && <Trouble sentence={sentenceOf(write.error)} />}
        <TextField label="Name" name="name" maxLength={100} hint="What approvers read: Leavers in finance." required />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label="For steps" name="action">
            <option value="">Of any kind</option>
            {actions.map(([action, words]) => (
              <option key={action} value={action}>
                {words}
              </option>
            ))}
          </SelectField>
          <SelectField label="In" name="app">
            <option value="">Any app</option>
            {apps.map(({ connectionId, connectionName }) => (
              <option key={connectionId} value={connectionId}>
                {connectionName}
              </option>
            ))}
          </SelectField>
          <SelectField label="Guards" name="guard">
            <option value="">Exceeded or not</option>
            <option value="exceeded">Only where one is exceeded</option>
          </SelectField>
          <TextField label="More steps than" name="stepsOver" type="number" min={0} max={100_000} step={1} optional />
          <TextField label="How many approve" name="needed" type="number" min={1} max={5} step={1} defaultValue={1} required />
          <SelectField label="Who" name="who">
            <option value="">Whoever may approve plans</option>
            <option value="manager">The manager of the person</option>
            <option value="owner">The owner of the app</option>
            {roles.map(({ id, name }) => (
              <option key={id} value={`role:${id}`}>
                The role {name}
              </option>
            ))}
            {users.map(({ id, name }) => (
              <option key={id} value={`user:${id}`}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={write.isPending && 'Adding…'}>
            Add the policy
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
