import { lookup } from 'node:dns/promises'
import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { addressAllowed, VendorError } from '@rollcall/connectors/kit'
import { type Browser, chromium } from 'playwright-core'

// Without these Chromium asks Google for news at every start.
const quiet = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  // A sandbox of its own needs rights that a container does not give; the browser visits the console's hosts and no other.
  '--no-sandbox',
]

const placesOnLinux = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The operator's Chromium, the system's, or the one that was installed with Rollcall (Linux on x64). Null when there is none. */
async function findChromium(chosen: string | null): Promise<string | null> {
  if (chosen !== null) return existsSync(chosen) ? chosen : null
  const system = placesOnLinux.find(path => existsSync(path))
  if (system !== undefined) return system
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const { default: brought } = await import('@sparticuz/chromium')
  return brought.executablePath()
}

/** Whether there is a Chromium to work consoles with. */
export const hasChromium = async (chosen: string | null): Promise<boolean> => (await findChromium(chosen).catch(() => null)) !== null

/**
 * A Chromium of its own that can reach these hosts and no other: each name is resolved once, judged, and pinned, so that neither a page nor
 * a second answer of the DNS leads anywhere else.
 */
export async function launchChromium(app: string, hosts: readonly string[], options: { chromiumPath: string | null; allowPrivate: boolean }): Promise<Browser> {
  const pins = await Promise.all(hosts.map(host => pin(host, options.allowPrivate)))
  const executablePath = await findChromium(options.chromiumPath)
  if (executablePath === null) {
    throw new VendorError(
      'refused',
      `The console of ${app} is worked in a browser, and there is none on this machine. Install Chromium or Chrome, or give its path as ROLLCALL_CHROMIUM.`,
    )
  }
  try {
    return await chromium.launch({ executablePath, args: [...quiet, `--host-resolver-rules=${[...pins, 'MAP * ~NOTFOUND'].join(', ')}`] })
  } catch (cause) {
    throw new VendorError('refused', `The browser at ${executablePath} does not start; \`rollcall doctor\` and its own output say why.`, { cause })
  }
}

async function pin(host: string, allowPrivate: boolean): Promise<string> {
  const literal = host.replace(/^\[|\]$/g, '')
  const found = isIP(literal) === 0 ? await addressesOf(host) : [{ address: literal, family: isIP(literal) }]
  const [first] = found
  if (first === undefined || found.some(({ address }) => !addressAllowed(address, allowPrivate)))
    throw new VendorError(
      'address',
      `${host} is an address inside a private network; whoever runs Rollcall has to allow such addresses (ROLLCALL_ALLOW_PRIVATE) before it can be asked.`,
    )
  if (isIP(literal) !== 0) return `EXCLUDE ${host}`
  return `MAP ${host} ${first.family === 6 ? `[${first.address}]` : first.address}`
}

const addressesOf = (host: string) =>
  lookup(host, { all: true }).catch((cause: unknown) => {
    throw new VendorError('unreachable', `${host} cannot be found; see whether the address of the connection is right.`, { cause })
  })
