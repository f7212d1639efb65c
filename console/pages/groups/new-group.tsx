import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCreateGroup } from '../../data/groups.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { say } from '../../ui/toasts.tsx'

export const NewGroup = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateGroup()
  const [name, setName] = useState('')
  const ready = name.trim() !== ''
  return (
    <Dialog
      title="Make a group"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-group" disabled={!ready} busy={create.isPending && 'Making…'}>
            Make the group
          </Button>
        </>
      }
    >
      <form
        id="new-group"
        onSubmit={event => {
          event.preventDefault()
          if (!ready) return
          create.mutate(
            { name: name.trim() },
            {
              onSuccess: group => {
                say(`The group “${group.name}” is made.`)
                onClose()
              },
            },
          )
        }}
      >
        <TextField
          label="Name"
          value={name}
          maxLength={256}
          error={create.error ? sentenceOf(create.error) : undefined}
          onChange={event => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
