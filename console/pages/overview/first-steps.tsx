import { Link } from '@tanstack/react-router'
import type { Overview } from '@rollcall/contract'
import type { ReactNode } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'

/** There is something to say: people were read, and an app to compare them with. */
export const hasBegun = ({ people, sources }: Overview): boolean => people.total > 0 && sources.apps > 0

interface StepProps {
  done: boolean
  title: string
  children: ReactNode
  action: ReactNode
}

const Step = ({ done, title, children, action }: StepProps) => (
  <li className="grid gap-x-10 gap-y-3 border-t border-line py-5 sm:grid-cols-[1fr_14rem]">
    <div className="grid gap-1">
      <h2 className="text-body">{title}</h2>
      <p className="text-soft">{children}</p>
    </div>
    <div className="sm:justify-self-end">
      {done ? (
        <StateMark shape="check" tone="soft">
          Done
        </StateMark>
      ) : (
        action
      )}
    </div>
  </li>
)

const connect = (words: string) => (
  <Link to="/connections" hash="catalogue" className={buttonClass()}>
    {words}
  </Link>
)

/** What has to be there before anything can be said, in the order in which it is done. */
export const FirstSteps = ({ overview: { people, sources } }: { overview: Overview }) => (
  <section aria-label="First steps" className="mt-4 max-w-3xl border-b border-line">
    <ol>
      <Step done={sources.identity > 0} title="1. Connect an identity source" action={connect('Connect one')}>
        Okta, Microsoft Entra, Google Workspace, JumpCloud, or a file of the HR system: it says who is there and who has left.
      </Step>
      <Step done={sources.apps > 0} title="2. Connect an app" action={connect('Connect an app')}>
        Its accounts are matched to people. No account changes until somebody approves a plan.
      </Step>
      <Step
        done={people.total > 0}
        title="3. Wait for the first read"
        action={
          <Link to="/connections" className={buttonClass('quiet')}>
            See the reads
          </Link>
        }
      >
        It takes minutes. Then this page says who should not have access any more, for how long, and what it costs.
      </Step>
    </ol>
  </section>
)
