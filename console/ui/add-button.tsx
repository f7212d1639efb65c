import { Button } from './button.tsx'
import { PlusIcon } from './icons.tsx'

/** One more of what stands above it. */
export const AddButton = ({ children, onClick }: { children: string; onClick: () => void }) => (
  <Button look="quiet" className="justify-self-start" onClick={onClick}>
    <PlusIcon /> {children}
  </Button>
)
