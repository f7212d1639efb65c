import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../core/index.ts'
import type { ObjectName } from './objects.ts'
import type { Org } from './org.ts'
import { stamp } from './org.ts'
import { refused } from './refusals.ts'
import type { Row } from './soql.ts'

type Editing = { Params: { id: string }; Body: Row }
type MayWrite = (request: FastifyRequest, reply: FastifyReply, object: ObjectName) => void
type Users = World<{ org: Org; userChanges: number }>

/** What a new user cannot be without (Object Reference, "User"). */
const required = ['Username', 'Email', 'LastName', 'Alias', 'TimeZoneSidKey', 'LocaleSidKey', 'LanguageLocaleKey', 'EmailEncodingKey', 'ProfileId']
const settable = new Set([...required, 'FirstName', 'IsActive', 'UserRoleId', 'Department', 'Title', 'EmployeeNumber', 'FederationIdentifier'])

/**
 * Changing users: who may manage them makes users, switches `IsActive`, gives profiles and roles, freezes the user's login, and ends
 * sessions (Object Reference, "User", "UserLogin", "AuthSession"). `stuck` are users that something still hangs on, such as being the
 * default owner of leads.
 */
export const userRoutes = (app: FastifyInstance, base: string, world: Users, mayWrite: MayWrite, stuck: readonly string[]): void => {
  const found = (object: ObjectName, id: string): Row => {
    const row = world.state.org[object].find(({ Id }) => Id === id)
    if (row === undefined) throw refused(404, 'NOT_FOUND', 'The requested resource does not exist')
    return row
  }
  const assign = (row: Row, values: Row) => {
    const { org } = world.state
    const unknown = Object.keys(values).find(name => !settable.has(name))
    if (unknown !== undefined) throw refused(400, 'INVALID_FIELD', `No such column '${unknown}' on sobject of type User`)
    if ('IsActive' in values && typeof values.IsActive !== 'boolean') throw refused(400, 'JSON_PARSER_ERROR', 'Cannot deserialize IsActive')
    const profile = values.ProfileId === undefined ? undefined : org.Profile.find(({ Id }) => Id === values.ProfileId)
    const role = values.UserRoleId == null ? undefined : org.UserRole.find(({ Id }) => Id === values.UserRoleId)
    if ((values.ProfileId !== undefined && profile === undefined) || (values.UserRoleId != null && role === undefined))
      throw refused(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
    const told = {
      ...(profile === undefined ? {} : { 'Profile.Name': profile.Name ?? null, 'Profile.UserLicense.Name': profile['UserLicense.Name'] ?? null }),
      ...(values.UserRoleId === undefined ? {} : { 'UserRole.Name': role?.Name ?? null }),
    }
    if (Object.entries({ ...values, ...told }).some(([name, value]) => row[name] !== value)) world.state.userChanges += 1
    Object.assign(row, values, told, { LastModifiedDate: stamp(world.now()) })
  }

  app.post<Editing>(`${base}/sobjects/User`, async (request, reply) => {
    mayWrite(request, reply, 'User')
    const { org } = world.state
    const values = request.body
    const missing = required.filter(name => values[name] === undefined)
    if (missing.length > 0) throw refused(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)
    const name = String(values.Username).toLowerCase()
    if (org.User.some(({ Username }) => String(Username).toLowerCase() === name))
      throw refused(400, 'DUPLICATE_USERNAME', 'Duplicate Username. The username already exists in this or another Salesforce organization.', ['Username'])
    const at = stamp(world.now())
    const Id = `005${String(900 + org.User.length).padStart(12, '0')}AAA`
    const row: Row = { Id, UserType: 'Standard', IsActive: true, CreatedDate: at, LastLoginDate: null, 'Manager.Email': null, 'UserRole.Name': null }
    assign(row, values)
    row.Name = [values.FirstName, values.LastName].filter(part => part != null).join(' ')
    org.User.push(row)
    org.UserLogin.push({ Id: `0Yw${String(900 + org.User.length).padStart(12, '0')}AAA`, UserId: Id, IsFrozen: false, IsPasswordLocked: false })
    return reply.status(201).send({ id: Id, success: true, errors: [] })
  })
  app.patch<Editing>(`${base}/sobjects/User/:id`, async (request, reply) => {
    mayWrite(request, reply, 'User')
    const row = found('User', request.params.id)
    if (request.body.IsActive === false && stuck.includes(request.params.id))
      throw refused(400, 'FIELD_INTEGRITY_EXCEPTION', 'This user is the default lead owner and cannot be deactivated: Active')
    assign(row, request.body)
    return reply.status(204).send()
  })
  app.patch<Editing>(`${base}/sobjects/UserLogin/:id`, async (request, reply) => {
    mayWrite(request, reply, 'UserLogin')
    const row = found('UserLogin', request.params.id)
    const { IsFrozen, ...others } = request.body
    const [unknown] = Object.keys(others)
    if (unknown !== undefined) throw refused(400, 'INVALID_FIELD', `No such column '${unknown}' on sobject of type UserLogin`)
    if (typeof IsFrozen !== 'boolean') throw refused(400, 'JSON_PARSER_ERROR', 'Cannot deserialize IsFrozen')
    if (row.IsFrozen !== IsFrozen) world.state.userChanges += 1
    row.IsFrozen = IsFrozen
    return reply.status(204).send()
  })
  app.delete<Editing>(`${base}/sobjects/AuthSession/:id`, async (request, reply) => {
    mayWrite(request, reply, 'UserLogin')
    const { Id } = found('AuthSession', request.params.id)
    world.state.org.AuthSession = world.state.org.AuthSession.filter(row => row.Id !== Id)
    return reply.status(204).send()
  })
  // By a delete token, without any other credential (Object Reference, "OauthToken", Usage).
  app.post<{ Querystring: { token?: string } }>('/services/oauth2/revoke', async (request, reply) => {
    const { org } = world.state
    const kept = org.OauthToken.filter(({ DeleteToken }) => DeleteToken !== request.query.token)
    if (kept.length === org.OauthToken.length) return reply.status(400).send({ error: 'invalid_token', error_description: 'invalid token' })
    org.OauthToken = kept
    return reply.status(200).send()
  })
}
