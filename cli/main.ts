import { type Config, ConfigError, readConfig } from '@rollcall/server/config.ts'
import { CannotStart } from '@rollcall/server/errors.ts'
import { version } from '@rollcall/server/version.ts'
import { Command, Option } from 'commander'
import { ApiRefusal, type Client } from './client.ts'
import { auditVerify, login } from './commands/account.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { erasureVerify } from './commands/erasure.ts'
import { importFiles, type ImportFlags } from './commands/import.ts'
import { offboard } from './commands/offboard.ts'
import { approve, findings, plan, show, sync } from './commands/roll.ts'
import { applyRules, exportRules, planRules } from './commands/rules.ts'
import { serve } from './commands/start.ts'
import { type FileFlags, syncFile } from './commands/sync-file.ts'
import { exportUsersTo, importUsers, undoUsers } from './commands/users.ts'
import { tokenCreate, tokenList, tokenRenew } from './commands/tokens.ts'
import { backup, restore } from './commands/workspace.ts'
import { complain } from './print.ts'
import { withClient } from './reach.ts'

const program = new Command('rollcall').description('Every customer conversation, and every account, in step.').version(version)

const config = (): Config => readConfig(process.env, process.cwd())
const remotely = (run: (client: Client) => Promise<void>) => withClient(config(), run)
const collect = (value: string, before: readonly string[]) => [...before, value]

program
  .command('start')
  .description('serve console and API, and run background jobs')
  .addOption(new Option('--role <roles>', 'which of web and worker this process is').default('web,worker'))
  .action((flags: { role: string }) =>
    serve(
      config(),
      flags.role.split(',').filter(role => role === 'web' || role === 'worker'),
    ),
  )

program
  .command('demo')
  .description('serve a demo company with stand-in vendors')
  .option('--once', 'play both jobs end to end, print what was done, and exit')
  .action((flags: { once?: boolean }) => demo(config(), flags.once === true))

program
  .command('import <files...>')
  .description('import transcripts (WebVTT, SRT, Deepgram, AssemblyAI, Whisper, AWS Transcribe)')
  .option('--title <title>')
  .option('--start <time>', 'when the conversation began')
  .option('--owner <email>', 'whose conversation it is')
  .option('--participant <person>', 'Ana Ruiz <ana@acme.com>, VP Sales; may be repeated', collect, [])
  .option('--kind <kind>', 'meeting, dialer, email or unrecorded_meeting')
  .option('--no-wait', 'do not wait until they are analysed')
  .option('--json', 'print JSON')
  .action((files: string[], flags: ImportFlags) =>
    remotely(async client => {
      if ((await importFiles(client, files, flags)) > 0) process.exitCode = 1
    }),
  )

program
  .command('sync [connection]')
  .description('read a connection, or all of them, now; with --file, one that is read from files')
  .option('--file <file>', 'the CSV file to read; exits 1 when it is not believed')
  .option('--mapping <file>', 'what its columns mean, as JSON; that of the last file when left out')
  .option('--rows <rows>', 'how many rows it should have')
  .action((name: string | undefined, { file, ...flags }: { file?: string } & FileFlags) =>
    remotely(async client => {
      if (file === undefined) await sync(client, name)
      else if (!(await syncFile(client, name, file, flags))) process.exitCode = 1
    }),
  )
program
  .command('findings')
  .description('what is out of step')
  .action(() => remotely(findings))
program
  .command('plan [findings...]')
  .description('draft a plan that repairs findings; all of them when none is named')
  .action((ids: string[]) => remotely(client => plan(client, ids)))
program
  .command('show <plan>')
  .description('show a plan and how far it is')
  .action((id: string) => remotely(client => show(client, id)))
program
  .command('approve <plan>')
  .description('approve a plan by its hash, as the person who ran `rollcall login`')
  .requiredOption('--hash <sha256>', 'the hash that was shown')
  .action((id: string, flags: { hash: string }) => remotely(client => approve(client, id, flags.hash)))

program
  .command('login <url>')
  .description('sign in as a person; the next commands act for you')
  .requiredOption('--email <email>')
  .action((url: string, flags: { email: string }) => login(url.replace(/\/+$/, ''), flags.email))

const token = program.command('token').description('API and SCIM tokens')
token
  .command('create')
  .description('make a token; prints its secret, once')
  .requiredOption('--name <name>')
  .requiredOption('--scope <scopes...>', 'what it may do; scim:write alone makes one that belongs to the workspace')
  .option('--days <days>', 'days until it ends; for ever when left out')
  .action((flags: { name: string; scope: string[]; days?: string }) => remotely(client => tokenCreate(client, flags)))
token
  .command('list')
  .description('tokens with their secrets, last uses and ends')
  .action(() => remotely(tokenList))
token
  .command('renew <token>')
  .description('give a token, named by name or id, a new secret; prints it, once')
  .option('--overlap <days>', 'days that the old secret works on', '7')
  .action((named: string, flags: { overlap: string }) => remotely(client => tokenRenew(client, named, flags.overlap)))

const users = program.command('users').description('users as CSV')
users
  .command('import <file>')
  .description('show row by row what a file would do; --apply does it')
  .option('--apply', 'do it, leaving out the rows that are refused')
  .action((file: string, flags: { apply?: boolean }) =>
    remotely(async client => {
      if ((await importUsers(client, file, flags.apply === true)) > 0) process.exitCode = 1
    }),
  )
users
  .command('undo <import>')
  .description('take back an import as one')
  .action((id: string) => remotely(client => undoUsers(client, id)))
users
  .command('export [file]')
  .description('write all users, to the standard output when no file is named')
  .action((file?: string) => remotely(client => exportUsersTo(client, file ?? null)))

const rules = program.command('rules').description('access rules as a YAML file: who should have which app')
rules
  .command('export [file]')
  .description('write the rules in force, to the standard output when no file is named')
  .action((file?: string) => remotely(client => exportRules(client, file ?? null)))
rules
  .command('plan <file>')
  .description('show what a file would change; exits 0 when nothing, 2 when something, 1 when it cannot be read')
  .action((file: string) =>
    remotely(async client => {
      process.exitCode = await planRules(client, file)
    }),
  )
rules
  .command('apply <file>')
  .description('save the rules of a file; changes no account')
  .action((file: string) => remotely(client => applyRules(client, file)))

program
  .command('offboard <person>')
  .description('draft the plan for somebody who leaves, in every app at once; a person approves it')
  .option('--at <day>', 'the last working day (its end counts), or an instant; at once when left out')
  .option('--time-zone <zone>', 'where that day ends: Europe/Berlin; where they work when left out')
  .action((person: string, flags: { at?: string; timeZone?: string }) => remotely(client => offboard(client, person, flags)))

program
  .command('mcp')
  .description('serve the Model Context Protocol on standard input and output, as whoever is signed in here')
  .action(async () => remotely((await import('./commands/mcp.ts')).serveMcp))

program
  .command('audit')
  .description('the audit log')
  .command('verify')
  .description('recompute its hash chain; exits 1 when it is broken')
  .action(() =>
    remotely(async client => {
      if (!(await auditVerify(client))) process.exitCode = 1
    }),
  )

program
  .command('erasure')
  .description('erasures of people')
  .command('verify <certificate>')
  .description('check a certificate; exits 1 when it was changed or not issued here')
  .option('--email <email>', 'check also whether it is about this address')
  .action((file: string, flags: { email?: string }) =>
    remotely(async client => {
      if (!(await erasureVerify(client, file, flags.email))) process.exitCode = 1
    }),
  )

program
  .command('evidence')
  .description('evidence packs')
  .command('verify <file>')
  .description('check a pack without a server; exits 0 when it holds, 1 when it was changed, 2 when it is none')
  .option('--manifest <sha256>', 'the hash of the manifest, as the audit log holds it')
  .action(async (file: string, flags: { manifest?: string }) => {
    process.exitCode = await (await import('./commands/evidence.ts')).evidenceVerify(file, flags.manifest)
  })

program
  .command('backup <file>')
  .description('write the whole workspace to a file')
  .action((file: string) => backup(config(), file))
program
  .command('restore <file>')
  .description('fill an empty workspace from a backup')
  .action((file: string) => restore(config(), file))
program
  .command('doctor')
  .description('check this machine, its configuration and the workspace')
  .action(() => doctor(config()))

try {
  await program.parseAsync()
} catch (thrown) {
  if (thrown instanceof CannotStart || thrown instanceof ConfigError || thrown instanceof ApiRefusal) complain(thrown.message)
  else complain(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
  process.exitCode = 1
}
