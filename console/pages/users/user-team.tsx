import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DirectoryUser } from '@rollcall/contract'
import { teamQuery } from '../../data/users.ts'
import { countOf } from '../../ui/numbers.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'

/** Who reports to a user. */
export const UserTeam = ({ user }: { user: DirectoryUser }) => (
  <Section title="Team">
    <Loaded query={useQuery(teamQuery(user.id))} shape={<Lines count={1} />}>
      {({ direct, everybody }) =>
        everybody === 0 ? (
          <p className="text-faint">Nobody reports to {user.name}.</p>
        ) : (
          <p>
            <Link to="/settings/users" search={{ team: user.id }} className="text-accent hover:underline">
              {countOf(everybody, 'person', 'people')}
            </Link>
            , {direct} of them directly.
          </p>
        )
      }
    </Loaded>
  </Section>
)
