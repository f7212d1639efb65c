export {
  type DepartureRow,
  findAddressees,
  findDeparture,
  findDeparturePage,
  findLeftOpen,
  findOwnAddresses,
  findRecorders,
  findUnsettled,
  keepSettled,
  lockDeparture,
} from './departure.queries.ts'
export { detectClient } from './detect-client.ts'
export { countUsers, findUser, findUserByEmail, findUserEmails, holdActiveUser, insertUser, updateUser, type UserRow } from './directory.queries.ts'
export { erasableUsers } from './erase-users.ts'
export { findUsersOfAddresses } from './erasure.queries.ts'
export { insertEvent } from './directory-events.queries.ts'
export { listProvisioningLog, logRequests, type LoggedRequest, pruneProvisioningLog } from './provisioning-log.ts'
export { refuseWhoLeft } from './refuse-who-left.ts'
export { createRole, listRoles } from './roles.ts'
export { handleScim, type ScimReply } from './scim/handle.ts'
export { errorBody as scimErrorBody, ScimError } from './scim/scim-error.ts'
export { tellAudit } from './tell-audit.ts'
export { actorOfToken, createToken, listTokens, revokeToken, tokenIsOpen, tokenPrefix } from './tokens.ts'
export { permissionsOfUser, toApi as userToApi } from './user.ts'
