import { accountOf, type AccountRow, type FileSource, identityOf, type IdentityRow } from '@rollcall/connectors/kit'
import type { AccountStatus, DateField, FileField, FileMapping } from '@rollcall/contract'
import { placesOf, said } from './columns.ts'
import { isNoDate, readDate, type WrittenDate } from './dates.ts'
import { byPassword } from './sign-in-words.ts'
import { statusMeant } from './status-words.ts'
import { dayAfter, dayIn, instantIn, isZone } from '../../zone.ts'

/** What a row of a file says: of a person, of an account, or both. */
export type FileRow = IdentityRow & AccountRow
export type RowReading = { readonly row: FileRow } | { readonly id: string; readonly refusal: string }

class Unreadable extends Error {}

/** Reads rows by a mapping. Whoever works until a day is active until its end where they are. */
export function openRowReader(source: FileSource, mapping: FileMapping, heads: readonly string[], now: Date): (cells: readonly string[]) => RowReading {
  const places = placesOf(mapping, heads)
  const foldsId = mapping.columns.id === mapping.columns.email || mapping.columns.id === mapping.columns.userName
  const datesFollow = source.resource === 'identities'
  /** Which day it is, by zone: a calendar is dear to ask for each of 100,000 rows. */
  const days = new Map<string, string>()
  const todayIn = (zone: string): string => {
    const today = days.get(zone) ?? dayIn(zone, now)
    days.set(zone, today)
    return today
  }
  return cells => {
    const cell = (field: FileField): string => said(cells[places.get(field) ?? -1])
    const id = foldsId ? cell('id').toLowerCase() : cell('id')
    try {
      if (cells.length > heads.length)
        throw new Unreadable(`it has ${cells.length} cells, the head only ${heads.length}: a quote is missing around one that holds a separator`)
      if (cells.length < heads.length) throw new Unreadable(`it has only ${cells.length} of the ${heads.length} cells: cut off, or a separator is missing`)
      if (id === '') throw new Unreadable('it has no id')
      const zone = zoneOf(cell('timeZone'), mapping)
      const date = (field: DateField): WrittenDate | null => dateOf(field, cell(field), mapping)
      const [startsOn, endsOn, lastActive] = [date('startsOn'), date('endsOn'), date('lastActive')]
      const email = emailOf(cell('email'))
      const word = cell('status')
      const status = statusOf(word, mapping)
      const dated = datesFollow ? byDates(status, startsOn?.day ?? null, endsOn?.day ?? null, todayIn(zone)) : null
      const userName = [cell('userName'), email ?? '', id].find(text => text !== '') ?? id
      const told = {
        externalId: id,
        userName,
        email,
        displayName: cell('name') === '' ? `${cell('firstName')} ${cell('lastName')}`.trim() : cell('name'),
        status: dated?.status ?? status ?? ('active' as const),
        vendorStatus: [word === '' ? null : word, dated?.why ?? null].filter(part => part !== null).join(', ') || 'listed',
        statusChangedAt: dated?.status === 'inactive' && endsOn !== null ? instantIn(zone, dayAfter(endsOn.day), '00:00:00').toISOString() : null,
        lastActiveAt: lastActive === null ? null : instantOf(lastActive, zone),
        employeeNumber: orNull(cell('employeeNumber')),
        department: orNull(cell('department')),
        title: orNull(cell('title')),
        managerEmail: cell('manager').includes('@') ? cell('manager') : null,
      }
      const account = accountOf({ ...told, role: orNull(cell('role')), licence: orNull(cell('licence')), passwordSignIn: byPassword(cell('signIn')) })
      return {
        row: { ...identityOf({ ...told, startsOn: startsOn?.day ?? null, endsOn: endsOn?.day ?? null, timeZone: orNull(cell('timeZone')) }), ...account },
      }
    } catch (thrown) {
      if (thrown instanceof Unreadable) return { id, refusal: thrown.message }
      throw thrown
    }
  }
}

const orNull = (text: string): string | null => (text === '' ? null : text)

function zoneOf(cell: string, { timeZone }: FileMapping): string {
  if (cell === '') return timeZone
  if (!isZone(cell)) throw new Unreadable(`there is no time zone ${cell}; write it like Europe/Berlin`)
  return cell
}

function dateOf(field: DateField, cell: string, { dates }: FileMapping): WrittenDate | null {
  if (isNoDate(cell)) return null
  const format = dates[field]
  if (format === undefined) throw new Unreadable(`nobody has said yet how the date ${cell} is to be read`)
  const date = readDate(format, cell)
  if (date === null) throw new Unreadable(`${cell} is no date as the mapping has it (${format.replace('_', ' ')})`)
  return date
}

const instantOf = ({ day, time, zone }: WrittenDate, own: string): string =>
  (zone === null ? instantIn(own, day, time ?? '00:00:00') : new Date(`${day}T${time ?? '00:00:00'}${zone}`)).toISOString()

function emailOf(cell: string): string | null {
  if (cell !== '' && !/^[^\s@]+@[^\s@]+$/.test(cell)) throw new Unreadable(`${cell} is no e-mail`)
  return orNull(cell)
}

/** Null where no column says it. */
function statusOf(word: string, mapping: FileMapping): AccountStatus | null {
  if (mapping.columns.status === undefined) return null
  if (word === '') throw new Unreadable('it has no status')
  const status = statusMeant(mapping, word)
  if (status === null) throw new Unreadable(`nobody has said yet what the status ${word} means`)
  return status
}

/**
 * What first and last working day make of a status. HR writes `terminated` as soon as it is decided, but who works until Friday works until
 * Friday; and who begins on Monday is not there yet. A column that says `active` is not overruled by a day that has passed.
 */
function byDates(status: AccountStatus | null, startsOn: string | null, endsOn: string | null, today: string): { status: AccountStatus; why: string } | null {
  const gone = status === 'inactive' || status === 'deleted'
  if (endsOn !== null && endsOn >= today && gone) return { status: 'active', why: `last day ${endsOn}` }
  if (endsOn !== null && endsOn < today && (status === null || gone)) return { status: status ?? 'inactive', why: `last day ${endsOn}` }
  if (startsOn !== null && startsOn > today && (status === null || status === 'active')) return { status: 'staged', why: `first day ${startsOn}` }
  return null
}
