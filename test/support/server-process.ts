import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, eventually, signInAt } from './workspace.ts'

const root = join(import.meta.dirname, '..', '..')
const longestStartSeconds = 90

interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** One `rollcall` command in a process of its own. */
export interface Command {
  readonly pid: number
  /** What it has said so far. */
  stdout(): string
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<Ended>
  /** Sends the signal; nothing of it runs any more when this resolves. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Ended>
}

/** A Rollcall as an operator has it: a folder and an address, on which processes come and go. */
export interface Installation {
  readonly folder: string
  readonly url: string
  /** Any command, as `rollcall <args>`. */
  run(args: readonly string[], environment?: Record<string, string>): Command
  /** Serves until it is ended; resolves when it answers. */
  serve(environment?: Record<string, string>, role?: 'web' | 'web,worker'): Promise<Command>
  /** Claims the workspace at its first server; the session outlives every process. */
  claim(server: Command): Promise<Client>
}

export async function newInstallation(
  environment: Record<string, string> = {},
  folder = mkdtempSync(join(tmpdir(), 'rollcall-journey-')),
): Promise<Installation> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const own = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    PORT: String(port),
    ROLLCALL_DATA: join(folder, 'data'),
    ROLLCALL_LOG: 'error',
    ROLLCALL_ALLOW_PRIVATE: 'true',
    ...environment,
  }
  const run: Installation['run'] = (args, more = {}) => runNode(['cli/main.ts', ...args], { ...own, ...more })
  return {
    folder,
    url,
    run,
    serve: async (more = {}, role = 'web,worker') => {
      const server = run(['start', '--role', role], more)
      await said(server, /Rollcall is at/)
      return server
    },
    claim: async server => signInAt(url, await said(server, /http\S+\/claim\?token=\S+/)),
  }
}

/** Waits until a command has said something; fails with its last words when it ends before. */
async function said(command: Command, words: RegExp): Promise<string> {
  let ended: Ended | null = null
  void command.ended.then(how => (ended = how))
  await eventually(
    async () => ended ?? command.stdout(),
    answer => typeof answer !== 'string' || words.test(answer),
    longestStartSeconds,
  )
  const found = words.exec(command.stdout())
  if (found === null) throw new Error(`It ended instead: ${JSON.stringify(ended)}`)
  return found[0]
}

function runNode(args: readonly string[], environment: Record<string, string>): Command {
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err]: [string[], string[]] = [[], []]
  child.stdout.on('data', chunk => out.push(String(chunk)))
  child.stderr.on('data', chunk => err.push(String(chunk)))
  const ended = new Promise<Ended>(resolve => child.on('close', code => resolve({ code, stdout: out.join(''), stderr: err.join('') })))
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { pid: child.pid ?? 0, stdout: () => out.join(''), ended, end }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
