import { useEffect, useRef, type ReactNode } from 'react'

/** The first page is announced by the browser itself, and its first Tab belongs to the skip link. */
let isFirstPage = true

interface PageProps {
  title: string
  /** How it stands, in a sentence. */
  lead?: ReactNode
  /** What is above the title: the way back to the list. */
  above?: ReactNode
  /** The one primary action and, before it, quieter ones. */
  actions?: ReactNode
  /** Opened details, at the right, with an address of their own. */
  inspector?: ReactNode
  children: ReactNode
}

/** A screen: its title gets the focus when it opens, so that a screen reader says where it is. */
export const Page = ({ title, lead, above, actions, inspector, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  return (
    <>
      <title>{`${title} · Rollcall`}</title>
      <div className="flex items-start">
        <div className="mx-auto w-full max-w-[110rem] min-w-0 flex-1 px-4 pt-6 pb-24 sm:px-8 md:pb-16 print:p-0">
          {above}
          <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <div className="min-w-0 flex-1 basis-72">
              <h1 ref={heading} tabIndex={-1} className="text-title tracking-[-0.012em]">
                {title}
              </h1>
              {lead && <div className="mt-1 text-soft">{lead}</div>}
            </div>
            {actions && <div className="screen-only flex flex-wrap items-center gap-2">{actions}</div>}
          </header>
          {children}
        </div>
        {inspector}
      </div>
    </>
  )
}
