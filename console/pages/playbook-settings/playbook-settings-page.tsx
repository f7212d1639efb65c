import { Link } from '@tanstack/react-router'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { DaysSection } from './days-section.tsx'
import { TasksSection } from './tasks-section.tsx'

/** What holds for every playbook, and for what it leaves to people. */
export const PlaybookSettingsPage = () => (
  <Page title="Playbooks and tasks" lead="Which days are meant, how early plans are made, and who does what is done by hand." above={<SettingsNav />}>
    <div className="max-w-3xl">
      <DaysSection />
      <TasksSection />
      <Section title="Calls of leavers">
        <p className="text-soft">
          Who gets the recorded calls of somebody who leaves is chosen under{' '}
          <Link to="/settings/leavers" className="text-accent underline">
            Leavers
          </Link>
          . What they own in apps is chosen with each plan.
        </p>
      </Section>
    </div>
  </Page>
)
