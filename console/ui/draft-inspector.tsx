import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Inspector } from './inspector.tsx'

interface DraftInspectorProps {
  title: string
  /** What one of them is called: rule. */
  noun: string
  onRemove: () => void
  onClose: () => void
  children: ReactNode
}

/** Writes one entry of a draft. What is typed is in the draft at once, so there is nothing to save here: it is done, or taken out. */
export const DraftInspector = ({ title, noun, onRemove, onClose, children }: DraftInspectorProps) => (
  <Inspector
    title={title}
    onClose={onClose}
    actions={
      <>
        <Button onClick={onClose}>Done</Button>
        <Button
          look="quiet"
          className="ml-auto"
          onClick={() => {
            onRemove()
            onClose()
          }}
        >
          Remove the {noun}
        </Button>
      </>
    }
  >
    {children}
  </Inspector>
)

/** Why the entry cannot be used as it is; nothing where it can. */
export const Unfinished = ({ lacks }: { lacks: string | null }) => lacks && <p className="text-meta text-warm">Not finished: {lacks}.</p>
