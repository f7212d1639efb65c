// Runs before every npm script, on whatever Node the host has: installs what is missing and, when asked for the console,
// builds it if a source is newer than the build. Does nothing, quickly, when all is in place.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.installed')

const digest = file =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex')
const run = (command, args) =>
  execFileSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: join(modules, '.bin') + delimiter + process.env.PATH },
  })

const newest = folder =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => !['node_modules', 'dist', 'testing'].includes(entry.name))
    .reduce((latest, entry) => {
      const path = join(folder, entry.name)
      return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
    }, 0)

const lock = digest('package-lock.json')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'])
  run('node', ['server/db/make-blank-cluster.ts'])
  writeFileSync(stamp, lock)
}

if (process.argv.includes('console')) {
  const built = join(root, 'console', 'dist', 'index.html')
  const sources = Math.max(newest(join(root, 'console')), newest(join(root, 'contract')))
  if (!existsSync(built) || statSync(built).mtimeMs < sources) run('npm', ['run', 'build', '--silent', '--workspace', 'console'])
}
