import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../core/index.ts'
import type { ObjectName } from './objects.ts'
import type { Org } from './org.ts'
import { stamp } from './org.ts'
import { refused } from './refusals.ts'

type Changed = { attributes?: { type?: string }; id?: string; OwnerId?: string }
type Saved = { id?: string; success: boolean; errors: { statusCode: string; message: string; fields: string[] }[] }

/** `PATCH composite/sobjects`, as far as it gives records to another owner: up to 200, each by itself ("Update Multiple Records with Fewer Round-Trips"). */
export const ownerRoutes = (
  app: FastifyInstance,
  base: string,
  world: World<{ org: Org }>,
  mayWrite: (request: FastifyRequest, reply: FastifyReply, object: ObjectName) => void,
  locked: readonly string[],
): void => {
  const refusal = (statusCode: string, message: string): Saved => ({ success: false, errors: [{ statusCode, message, fields: [] }] })
  const give = ({ attributes, id = '', OwnerId }: Changed): Saved => {
    const object = attributes?.type
    const row = object === 'Opportunity' || object === 'Account' ? world.state.org[object].find(({ Id }) => Id === id) : undefined
    if (row === undefined) return refusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
    const owner = world.state.org.User.find(({ Id }) => Id === OwnerId)
    if (owner?.IsActive !== true)
      return refusal('INACTIVE_OWNER_OR_USER', 'operation performed with inactive user [' + String(OwnerId) + '] as owner of ' + String(object))
    if (locked.includes(id)) return refusal('ENTITY_IS_LOCKED', 'the entity is locked for editing')
    Object.assign(row, { OwnerId, LastModifiedDate: stamp(world.now()) })
    return { id, success: true, errors: [] }
  }
  app.patch<{ Body: { records?: Changed[] } }>(`${base}/composite/sobjects`, async (request, reply) => {
    const { records = [] } = request.body
    for (const object of ['Opportunity', 'Account'] as const)
      if (records.some(({ attributes }) => attributes?.type === object)) mayWrite(request, reply, object)
    if (records.length > 200) throw refused(400, 'INVALID_BATCH_SIZE', 'records size greater than 200')
    return records.map(give)
  })
}
