import { Page } from '../../ui/page.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { PricesSection } from './prices-section.tsx'
import { ThresholdsSection } from './thresholds-section.tsx'

/** After how many days something is a finding, and what licences cost. */
export const FindingSettingsPage = () => (
  <Page title="What counts as a finding" lead="After how long something is out of step, and what it costs meanwhile." above={<SettingsNav />}>
    <ThresholdsSection />
    <PricesSection />
  </Page>
)
