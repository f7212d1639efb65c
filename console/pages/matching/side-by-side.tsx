import type { MatchCandidate, MatchLogin, MatchSide } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'
import { linkWords } from '../vocabulary/link-words.ts'
import { statusWords } from '../vocabulary/roll-words.tsx'

interface SideBySideProps {
  subject: MatchSide
  candidate: MatchCandidate
}

const traits: readonly (readonly [string, (login: MatchLogin) => readonly (string | null)[]])[] = [
  ['Name', login => [login.displayName]],
  ['Address', login => login.emails],
  ['Employee number', login => [login.employeeNumber]],
  ['Department', login => [login.department]],
  ['Title', login => [login.title]],
  ['Manager', login => [login.managerEmail]],
  ['Logins', login => [`${login.userName} in ${login.connectionName}, ${statusWords[login.status].toLowerCase()}`]],
  ['Linked by', login => [login.link && (login.link.rule === 'human' ? login.link.detail : linkWords[login.link.rule])]],
]

const valuesOf = ({ logins }: MatchSide, of: (login: MatchLogin) => readonly (string | null)[]): string[] => [
  ...new Set(logins.flatMap(of).flatMap(value => (value === null || value === '' ? [] : [value]))),
]

/** The two sides of a question in two columns, and under them what agrees and what differs. */
export const SideBySide = ({ subject, candidate }: SideBySideProps) => (
  <div className="grid gap-3">
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">
        {subject.name} beside {candidate.name}
      </caption>
      <thead>
        <tr className="border-b border-line align-top">
          <th scope="col" className="w-20">
            <span className="sr-only">Trait</span>
          </th>
          <th scope="col" className="py-1.5 pr-3 break-words">
            {subject.name}
          </th>
          <th scope="col" className="py-1.5 break-words">
            {candidate.name}
          </th>
        </tr>
      </thead>
      <tbody>
        {traits.map(([says, of]) => {
          const [mine, theirs] = [valuesOf(subject, of), valuesOf(candidate, of)]
          return mine.length + theirs.length > 0 ? (
            <tr key={says} className="border-b border-line align-top text-soft">
              <th scope="row" className="py-1.5 pr-3 text-meta font-normal text-faint">
                {says}
              </th>
              <Values values={mine} />
              <Values values={theirs} />
            </tr>
          ) : null
        })}
      </tbody>
    </table>
    <ul className="grid gap-1">
      {candidate.agrees.map(says => (
        <li key={says} className="break-words">
          <StateMark shape="check" tone="ink">
            Agrees
          </StateMark>{' '}
          {says}
        </li>
      ))}
      {candidate.differs.map(says => (
        <li key={says} className="break-words text-soft">
          <StateMark shape="cross" tone="soft">
            Differs
          </StateMark>{' '}
          {says}
        </li>
      ))}
    </ul>
  </div>
)

const Values = ({ values }: { values: readonly string[] }) => (
  <td className="py-1.5 pr-3 break-words">
    {values.length ? values.map(value => <div key={value}>{value}</div>) : <span className="text-faint">Not known</span>}
  </td>
)
