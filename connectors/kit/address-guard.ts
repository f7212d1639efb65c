import { lookup as resolve } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { VendorError } from './vendor-error.ts'

/** Ranges an operator may open for on-premises apps. Link-local, multicast and unspecified addresses stay closed. */
const openable = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'])

/** Where clouds hand out their machine's credentials; never a vendor. */
const metadata = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200'])

/** Whether a request may go to this IP address. IPv4 in IPv6 clothes (`::ffff:10.0.0.1`) is judged as IPv4. */
export const addressAllowed = (address: string, allowPrivate: boolean): boolean => {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  if (metadata.has(ip.toString())) return false
  const range = ip.range()
  return range === 'unicast' || (allowPrivate && openable.has(range))
}

const refused = (host: string) =>
  new VendorError(
    'address',
    `${host} is an address inside a private network; whoever runs Rollcall has to allow such addresses (ROLLCALL_ALLOW_PRIVATE) before it can be asked.`,
  )

/** Judges a URL before anything is sent: its scheme, and its host when that is an address. Names are judged when they are resolved. */
export const assertUrlAllowed = (url: URL, allowPrivate: boolean): void => {
  if (url.username !== '' || url.password !== '')
    throw new VendorError('address', 'The address holds a user name or password; credentials belong in their own fields.')
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
    throw new VendorError('address', `${url.origin} is not encrypted; the address has to begin with https://.`)
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !addressAllowed(host, allowPrivate)) throw refused(host)
}

/** Resolves a name once and gives the connection exactly the addresses that were judged, so that a second answer of the DNS changes nothing. */
export const guardedLookup =
  (allowPrivate: boolean): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, '')
      const [first] = found
      if (first === undefined || found.some(({ address }) => !addressAllowed(address, allowPrivate))) return done(refused(host), '')
      if (options.all === true) return done(null, found)
      return done(null, first.address, first.family)
    })
  }
