import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, Facts } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Empty } from '../../ui/states.tsx'

/** Nothing came yet: what to put into the identity provider. The first request appears here by itself. */
export const FirstRequest = () => (
  <Empty
    title="Waiting for the first request."
    action={
      <Link to="/settings/tokens" className={buttonClass()}>
        Make a token
      </Link>
    }
  >
    <p>
      <StateMark shape="arc" tone="soft">
        Nothing has asked yet
      </StateMark>
    </p>
    <p>An identity provider can make, change and deactivate Rollcall’s users and groups by SCIM 2.0. Put these into its provisioning settings:</p>
    <Facts>
      <Fact term="Base URL">
        <Copyable value={`${window.location.origin}/api/scim/v2`} label="the base URL" />
      </Fact>
      <Fact term="Authentication">HTTP header, a bearer token</Fact>
      <Fact term="Token">an API token that may provision users and groups</Fact>
      <Fact term="Unique identifier">userName, the e-mail</Fact>
    </Facts>
    <p>Then have it test the connection. The request appears here as it comes, and a refused one says why.</p>
  </Empty>
)
