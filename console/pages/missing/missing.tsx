import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { FrontDoor } from '../../ui/front-door.tsx'

export const Missing = () => (
  <FrontDoor title="There is no page here" lead="The address may be mistyped, or what it showed was deleted.">
    <Link to="/" className={buttonClass()}>
      Go to the first page
    </Link>
  </FrontDoor>
)
