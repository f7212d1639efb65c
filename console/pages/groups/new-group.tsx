import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCreateGroup } from '../../data/groups.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { say } from '../../ui/toasts.tsx'

export const NewGroup = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateGroup()
  const [name, setName] = useState('')
  const ready = name.trim() !== ''
  return (
    <FormDialog
      title="Make a group"
      onClose={onClose}
      submit="Make the group"
      busy={create.isPending && 'Making…'}
      ready={ready}
      onSubmit={() =>
        create.mutate(
          { name: name.trim() },
          {
            onSuccess: group => {
              say(`The group “${group.name}” is made.`)
              onClose()
            },
          },
        )
      }
    >
      <TextField
        label="Name"
        value={name}
        maxLength={256}
        error={create.error ? sentenceOf(create.error) : undefined}
        onChange={event => setName(event.target.value)}
      />
    </FormDialog>
  )
}
