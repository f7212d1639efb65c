import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'

interface NoTasksProps {
  search: { q?: string | undefined; owner?: string | undefined; state?: string | undefined }
  onAll: () => void
}

/** Nothing for oneself, nothing that fits, or nothing at all: three different things. */
export const NoTasks = ({ search: { q, owner, state }, onAll }: NoTasksProps) => {
  if (!q && !state && !owner)
    return (
      <Empty title="Nothing for you to do." action={<Button onClick={onAll}>Show everybody’s tasks</Button>}>
        <p>When a plan has a step that Rollcall cannot carry out itself, whoever approved it gets a checklist here, with a day by which it is due.</p>
      </Empty>
    )
  return (
    <Empty title="No task fits." action={state === 'all' && owner === 'anybody' && !q ? undefined : <Button onClick={onAll}>Show all tasks</Button>}>
      <p>Fewer filters find more.</p>
    </Empty>
  )
}
