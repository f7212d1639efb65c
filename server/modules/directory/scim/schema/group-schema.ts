import { complex, type Schema, text } from './attribute.ts'

export const membersAttribute = complex(
  'members',
  'Who is in the group.',
  [
    text('value', "The member's id; a member that is not known yet is kept by what the client called it.", { mutability: 'immutable', caseExact: true }),
    { name: '$ref', type: 'reference', description: "The member's address.", mutability: 'immutable', referenceTypes: ['User', 'Group'] },
    text('type', 'User or Group.', { mutability: 'immutable', canonicalValues: ['User', 'Group'] }),
    text('display', "The member's name.", { mutability: 'readOnly' }),
  ],
  { multiValued: true },
)

/** RFC 7643, section 4.2. */
export const groupSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  attributes: [text('displayName', 'The name of the group.', { required: true }), membersAttribute],
}
