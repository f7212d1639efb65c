import { useMe } from '../../data/me.ts'
import { absolute } from '../../ui/time.tsx'

/** On paper: whose page this is, and of when. */
export const Printed = ({ at }: { at: string | null }) => {
  const workspace = useMe()?.workspace.name
  return (
    at && (
      <p className="print-only mb-4">
        {workspace}, printed from Rollcall on {absolute(at)}
      </p>
    )
  )
}
