import { useQuery } from '@tanstack/react-query'
import { rulesQuery } from '../../data/approvals.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Lines } from '../../ui/states.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { LimitsSection } from './limits-section.tsx'
import { ModesSection } from './modes-section.tsx'
import { PoliciesSection } from './policies-section.tsx'
import { useNames } from './use-names.ts'
import { WaitingChange } from './waiting-change.tsx'

/** How far Rollcall goes in each app, and who approves what. */
export const ApprovalSettingsPage = () => {
  const query = useQuery(rulesQuery)
  const waiting = query.data?.waiting
  const nameOf = useNames([...(query.data?.rules.policies ?? []), ...(waiting?.rules.policies ?? [])])
  return (
    <Page title="Who approves what" lead="How far Rollcall goes in each app, and whose approval a plan needs." above={<SettingsNav />}>
      {query.data && waiting && <WaitingChange change={waiting} rules={query.data.rules} nameOf={nameOf} />}
      <ModesSection />
      <Loaded query={query} shape={<Lines count={6} />}>
        {({ rules }) => (
          <>
            <PoliciesSection rules={rules} nameOf={nameOf} />
            <LimitsSection key={JSON.stringify(rules)} rules={rules} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
