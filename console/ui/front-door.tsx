import type { ReactNode } from 'react'
import { TallyIcon } from './icons.tsx'

interface FrontDoorProps {
  title: string
  lead?: string
  children: ReactNode
}

/** A page for those who are not inside yet: one narrow column, nothing else. */
export const FrontDoor = ({ title, lead, children }: FrontDoorProps) => (
  <main className="mx-auto grid min-h-dvh w-full max-w-96 content-center gap-6 px-4 py-12">
    <title>{`${title} · Rollcall`}</title>
    <p className="flex items-center gap-2.5 font-strong">
      <TallyIcon className="size-5" />
      Rollcall
    </p>
    <div className="grid gap-1.5">
      <h1 className="text-title tracking-[-0.012em]">{title}</h1>
      {lead && <p className="text-soft">{lead}</p>}
    </div>
    {children}
  </main>
)
