import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

export const Missing = () => (
  <Page title="There is no page here" lead="The address may be mistyped, or what it showed was deleted.">
    <Link to="/" className={buttonClass()}>
      Go to the first page
    </Link>
  </Page>
)
