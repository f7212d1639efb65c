import type { LinkReason } from '@rollcall/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { linkWords } from '../vocabulary/link-words.ts'

interface ThreadEndProps {
  id: string
  side: 'left' | 'right'
  link: LinkReason | null
  children: ReactNode
}

/** A card at the end of a line, with the reason of the line written on it. */
export const ThreadEnd = ({ id, side, link, children }: ThreadEndProps) => (
  <li id={id} data-thread-end={link ? 'linked' : 'loose'} className="relative grid gap-2 rounded-large border border-line bg-raised px-4 py-3">
    {children}
    <p
      className={`text-meta text-soft max-xl:border-t max-xl:border-line max-xl:pt-2 xl:absolute xl:bottom-1/2 xl:w-34 xl:pb-1 ${
        side === 'left' ? 'xl:left-full xl:pl-3' : 'xl:right-full xl:pr-3 xl:text-right'
      }`}
      title={link?.detail}
    >
      <span className="text-faint xl:hidden">Belongs here: </span>
      {link ? <Reason link={link} /> : <span className="text-warm">No reason known</span>}
      <span className="xl:hidden">{link && `. ${link.detail}`}</span>
    </p>
  </li>
)

/** A line that a person drew leads to their decision. */
const Reason = ({ link: { rule, decisionId } }: { link: LinkReason }) =>
  decisionId === null ? (
    <span>{linkWords[rule]}</span>
  ) : (
    <Link
      to="/matching"
      search={{ view: 'decided', decision: decisionId }}
      className="rounded-small underline decoration-line underline-offset-2 hover:text-ink"
    >
      {linkWords[rule]}
    </Link>
  )
