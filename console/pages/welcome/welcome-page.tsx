import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useLoadDemo, useMay, useMe } from '../../data/me.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Trouble } from '../../ui/states.tsx'

const Way = ({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) => (
  <li className="grid gap-x-10 gap-y-3 border-t border-line py-6 sm:grid-cols-[1fr_12rem]">
    <div className="grid gap-1">
      <h2 className="text-body">{title}</h2>
      <p className="text-soft">{children}</p>
    </div>
    <div className="sm:justify-self-end">{action}</div>
  </li>
)

/** The first page of an empty workspace: the ways to begin, of which each is offered to whoever may take it. */
export const WelcomePage = () => {
  const me = useMe()
  const [mayConnect, mayImport, mayConfigure] = [useMay('connections:write'), useMay('calls:write'), useMay('settings:write')]
  const navigate = useNavigate()
  const loadDemo = useLoadDemo()
  return (
    <Page
      title="Welcome to Rollcall"
      lead="It keeps two registers over one set of connections: every customer conversation, and every account your people hold."
    >
      {mayConnect || mayImport || mayConfigure ? (
        <ol className="mt-4 max-w-3xl border-b border-line">
          {mayConnect && (
            <Way
              title="Connect your stack"
              action={
                <Link to="/connections" hash="catalogue" className={buttonClass('primary')}>
                  Choose a connection
                </Link>
              }
            >
              An identity provider and one app are enough to see who still has an account and should not. A CRM is enough to deliver calls to. No account
              changes until you approve a plan.
            </Way>
          )}
          {mayConfigure && (
            <Way
              title="Let your people in"
              action={
                <Link to="/settings/identity-providers" className={buttonClass()}>
                  Set up sign-in
                </Link>
              }
            >
              They sign in through Okta, Entra ID or another identity provider, by SAML or OpenID Connect. It can also make, change and deactivate them, by
              SCIM.
            </Way>
          )}
          {mayImport && (
            <Way
              title="Import a call"
              action={
                <Link to="/calls" search={{ import: 'open' }} className={buttonClass()}>
                  Import transcripts
                </Link>
              }
            >
              Drop transcripts as WebVTT, SRT or the JSON of Deepgram, AssemblyAI, Whisper or AWS Transcribe. Trackers, measures and a brief are there a moment
              later.
            </Way>
          )}
          {mayConfigure && me?.workspace.empty !== false && (
            <Way
              title="Look around in a demo company"
              action={
                <Button
                  busy={loadDemo.isPending && 'Loading…'}
                  onClick={() => loadDemo.mutate(undefined, { onSuccess: () => void navigate({ to: '/calls' }) })}
                >
                  Load the demo company
                </Button>
              }
            >
              Stand-in vendors start inside this server and are connected for you. Nothing leaves this machine.
            </Way>
          )}
        </ol>
      ) : (
        <p className="max-w-3xl text-soft">There is nothing yet. An admin connects your stack; then you find it here.</p>
      )}
      {loadDemo.error && (
        <div className="mt-6">
          <Trouble sentence={sentenceOf(loadDemo.error)} />
        </div>
      )}
    </Page>
  )
}
