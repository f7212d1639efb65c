import { Boxes } from '../../ui/boxes.tsx'
import { Section } from '../../ui/section.tsx'
import type { Draft } from './use-draft.ts'

/** Apps of which the rules say everything; one that is gone can still be opened again. */
export const ClosedApps = ({ draft, apps }: { draft: Draft; apps: readonly string[] }) => {
  const offered = [...new Set([...apps, ...draft.closed])]
  return (
    <Section title="Closed apps">
      {offered.length === 0 ? (
        <p className="text-soft">No app is connected yet.</p>
      ) : (
        <Boxes
          legend="Only those to whom a rule gives it should have"
          hint="Of the other apps the rules say who needs one, and nothing of the rest."
          options={offered.map(app => [app, app] as const)}
          chosen={draft.closed}
          onChange={draft.close}
        />
      )}
    </Section>
  )
}
