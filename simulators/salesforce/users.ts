import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../core/index.ts'
import type { ObjectName } from './objects.ts'
import type { Org } from './org.ts'
import { stamp } from './org.ts'
import { refused } from './refusals.ts'
import type { Row } from './soql.ts'

type Editing = { Params: { id: string }; Body: Row }

/**
 * Changing users: who may manage them switches `IsActive` of the user and `IsFrozen` of the user's login (Object Reference, "User" and
 * "UserLogin"). `stuck` are users that something still hangs on, such as being the default owner of leads.
 */
export const userRoutes = (
  app: FastifyInstance,
  base: string,
  world: World<{ org: Org; userChanges: number }>,
  mayWrite: (request: FastifyRequest, reply: FastifyReply, object: ObjectName) => void,
  stuck: readonly string[],
): void => {
  const edit = (object: 'User' | 'UserLogin', field: 'IsActive' | 'IsFrozen') => {
    app.patch<Editing>(`${base}/sobjects/${object}/:id`, async (request, reply) => {
      mayWrite(request, reply, object)
      const row = world.state.org[object].find(({ Id }) => Id === request.params.id)
      if (row === undefined) throw refused(404, 'NOT_FOUND', 'The requested resource does not exist')
      const unknown = Object.keys(request.body).find(name => name !== field)
      if (unknown !== undefined) throw refused(400, 'INVALID_FIELD', `No such column '${unknown}' on sobject of type ${object}`)
      const wanted = request.body[field]
      if (typeof wanted !== 'boolean') throw refused(400, 'JSON_PARSER_ERROR', `Cannot deserialize ${field}`)
      if (field === 'IsActive' && !wanted && stuck.includes(request.params.id))
        throw refused(400, 'FIELD_INTEGRITY_EXCEPTION', 'This user is the default lead owner and cannot be deactivated: Active')
      if (row[field] !== wanted) world.state.userChanges += 1
      Object.assign(row, { [field]: wanted, LastModifiedDate: stamp(world.now()) })
      return reply.status(204).send()
    })
  }
  edit('User', 'IsActive')
  edit('UserLogin', 'IsFrozen')
}
