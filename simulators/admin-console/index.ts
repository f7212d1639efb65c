import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { startSimulator } from '../core/index.ts'
import type { Simulator, World } from '../core/index.ts'
import { oneTimeCode } from './one-time-code.ts'
import { codePage, escaped, invitePage, listPage, pageOf, signInPage, userPage } from './pages.ts'
import type { ConsoleOptions, ConsoleUser, Dialect, State } from './state.ts'

export type { ConsoleOptions, ConsoleSeed, ConsoleUser, Dialect, Quirks, State } from './state.ts'
export { oneTimeCode } from './one-time-code.ts'

type Form = Record<string, string>
type ById = { Params: { id: string }; Body: Form }

const cookieOf = ({ headers }: FastifyRequest): string => /(?:^|;\s*)console=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? ''
const html = (reply: FastifyReply, text: string, status = 200) => reply.status(status).type('text/html; charset=utf-8').send(text)

const calm: State['quirks'] = { renamed: {}, asksForMore: null, endsAfterPages: null, repeatsPassword: false, loadsFrom: null, codesCountOnce: true }

/**
 * Stands in for an admin console without an API: pages that a server makes, a session in a cookie, a little script for its dialogs. `more`
 * is what the vendor has besides.
 */
export const startAdminConsole = (
  dialect: Dialect,
  options: ConsoleOptions,
  more: (app: FastifyInstance, world: World<State>) => void = () => {},
): Promise<Simulator<State>> =>
  startSimulator<State>(
    {
      name: dialect.name,
      seed: () => ({ users: structuredClone(options.seed.users), quirks: structuredClone(calm), sessions: {}, usedCodes: [], signIns: 0, changes: [] }),
      rowsOf: () => null,
      refuse: status => ({
        status,
        headers: { 'content-type': 'text/html' },
        body: `<!doctype html><title>${status}</title><h1>${status === 404 ? 'There is no such page' : 'Something went wrong'}</h1>`,
      }),
      routes: (app, world) => {
        signInRoutes(app, world, dialect, options)
        userRoutes(app, world, dialect, options)
        more(app, world)
      },
    },
    options,
  )

const signInRoutes = (app: FastifyInstance, world: World<State>, dialect: Dialect, { admins }: ConsoleOptions) => {
  const page = (title: string, main: string, signedIn = false) => pageOf(dialect, world.state.quirks, { title, main, signedIn })
  app.get('/login', async (_request, reply) => html(reply, page('Sign in', signInPage(dialect, world.state.quirks, false))))
  app.post<{ Body: Form }>('/login', async ({ body }, reply) => {
    const { user = '', password = '' } = body
    body.password = ''
    const admin = admins[user]
    if (admin === undefined || admin.password !== password) return html(reply, page('Sign in', signInPage(dialect, world.state.quirks, true)))
    const session = randomUUID()
    world.state.sessions[session] = { user, proved: admin.totpSecret === null }
    reply.header('set-cookie', `console=${session}; Path=/; HttpOnly`)
    const { asksForMore, repeatsPassword } = world.state.quirks
    if (asksForMore !== null) return html(reply, page(asksForMore, `<form>${escaped('We sent something to you.')}<button>Resend</button></form>`))
    if (admin.totpSecret === null) return reply.redirect('/home')
    return html(reply, page('Two-step verification', codePage(dialect, world.state.quirks, false, repeatsPassword ? `Hello ${password}` : 'Hello')))
  })
  app.post<{ Body: Form }>('/login/code', async (request, reply) => {
    const session = world.state.sessions[cookieOf(request)]
    const admin = admins[session?.user ?? '']
    if (session === undefined || admin === undefined || admin.totpSecret === null) return reply.redirect('/login')
    const code = request.body.code ?? ''
    request.body.code = ''
    const period = admin.periodSeconds ?? 30
    const at = world.now().getTime()
    // One period before and after counts, for clocks that differ (RFC 6238 section 5.2).
    const right = [-1, 0, 1].some(shift => oneTimeCode(admin.totpSecret ?? '', new Date(at + shift * period * 1000), period) === code)
    const spent = world.state.quirks.codesCountOnce && world.state.usedCodes.includes(code)
    if (!right || spent) return html(reply, page('Two-step verification', codePage(dialect, world.state.quirks, true, 'Hello')))
    world.state.usedCodes.push(code)
    world.state.signIns += 1
    session.proved = true
    return reply.redirect('/home')
  })
}

const userRoutes = (app: FastifyInstance, world: World<State>, dialect: Dialect, { pageSize = 10 }: ConsoleOptions) => {
  const page = (title: string, main: string) => pageOf(dialect, world.state.quirks, { title, main, signedIn: true })
  const userOf = (id: string) => world.state.users.find(user => user.id === id)
  const changed = (words: string) => void world.state.changes.push(words)
  const { usersPath } = dialect

  const signedIn = async (request: FastifyRequest, reply: FastifyReply) => {
    const session = world.state.sessions[cookieOf(request)]
    const { quirks } = world.state
    if (quirks.endsAfterPages !== null) {
      quirks.endsAfterPages -= 1
      if (quirks.endsAfterPages < 0) {
        world.state.sessions = {}
        quirks.endsAfterPages = null
        return reply.redirect('/login')
      }
    }
    if (session?.proved !== true) return reply.redirect('/login')
  }
  const noUser = (reply: FastifyReply) => html(reply, page('User not found', '<p>This user does not exist or was removed.</p>'), 404)
  const own = { preHandler: signedIn }

  app.get('/', async (_request, reply) => reply.redirect('/home'))
  app.get('/home', own, async (_request, reply) => html(reply, page(dialect.signIn.home, '<p>What happened this week.</p>')))
  app.get('/admin', own, async (_request, reply) => html(reply, page('Administration', '<p>Choose what to look after.</p>')))
  app.get<{ Querystring: { q?: string; page?: string } }>(usersPath, own, async ({ query }, reply) => {
    const q = (query.q ?? '').trim()
    const rows = world.state.users.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(q.toLowerCase()))
    const told = { rows, page: Math.max(1, Number(query.page ?? 1)), size: pageSize, q }
    return html(reply, page(dialect.list.heading, listPage(dialect, world.state.quirks, told)))
  })
  app.get<ById>(`${usersPath}/:id`, own, async ({ params }, reply) => {
    if (params.id === 'new' && dialect.invite !== undefined) return html(reply, page(dialect.invite.heading, invitePage(dialect, world.state.quirks)))
    const user = userOf(params.id)
    return user === undefined ? noUser(reply) : html(reply, page(user.name, userPage(dialect, world.state.quirks, user)))
  })
  for (const [act, active] of [
    ['deactivate', false],
    ['reactivate', true],
  ] as const) {
    app.post<ById>(`${usersPath}/:id/${act}`, own, async ({ params }, reply) => {
      const user = userOf(params.id)
      if (user === undefined) return noUser(reply)
      if (user.active !== active) changed(`${act} ${user.email}`)
      user.active = active
      return reply.redirect(`${usersPath}/${user.id}`)
    })
  }
  app.post<ById>(`${usersPath}/:id/access`, own, async ({ params, body }, reply) => {
    const user = userOf(params.id)
    if (user === undefined) return noUser(reply)
    for (const name of ['role', 'licence', 'team'] as const) {
      const value = body[name]
      if (value === undefined || (body.save !== 'all' && body.save !== name)) continue
      const given = value === dialect.none ? null : value
      if (user[name] !== given) changed(`${name} of ${user.email}: ${value}`)
      user[name] = given
    }
    return reply.redirect(`${usersPath}/${user.id}`)
  })
  app.post<ById>(usersPath, own, async ({ body }, reply) => {
    const { name = '', email = '', role, licence } = body
    if (world.state.users.some(user => user.email === email)) return html(reply, page('This person has an account already', ''), 409)
    const user: ConsoleUser = {
      id: `new-${world.state.users.length + 1}`,
      name,
      email,
      active: true,
      role: given(dialect, role),
      licence: given(dialect, licence),
      team: null,
      lastActive: null,
    }
    world.state.users.push(user)
    changed(`invite ${email}`)
    return reply.redirect(`${usersPath}/${user.id}`)
  })
}

const given = ({ none }: Dialect, word: string | undefined): string | null => (word === undefined || word === none ? null : word)
