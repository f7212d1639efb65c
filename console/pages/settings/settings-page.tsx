import { useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { useSingleKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useTheme } from '../../ui/theme.ts'
import { useLeave } from '../vocabulary/use-leave.ts'
import { PasskeysSection } from './passkeys-section.tsx'
import { SettingsNav } from './settings-nav.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TotpSection } from './totp-section.tsx'

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

/** What is yours: how it looks, how you sign in, where you are signed in. */
export const SettingsPage = () => {
  const me = useMe()
  const { leave, leaving } = useLeave()
  const [theme, setTheme] = useTheme()
  const [singleKeys, setSingleKeys] = useSingleKeys()
  return (
    <Page
      title="Settings"
      above={<SettingsNav />}
      lead={me && `${me.user.name}, ${me.user.email}`}
      actions={
        <Button busy={leaving && 'Signing out…'} onClick={() => void leave()}>
          Sign out
        </Button>
      }
    >
      <div className="max-w-2xl">
        <Section title="Appearance">
          <div className="grid justify-items-start gap-4">
            <Choice label="Theme" options={themes} value={theme} onChange={setTheme} />
            <Switch label="Single keys" hint="j and k walk tables, g c goes to calls, ? shows them all." on={singleKeys} onChange={setSingleKeys} />
          </div>
        </Section>
        <TotpSection />
        <PasskeysSection />
        <SessionsSection />
        <p className="border-t border-line pt-3 text-meta text-faint">
          {me?.workspace.name}, Rollcall {me?.workspace.version}
        </p>
      </div>
    </Page>
  )
}
