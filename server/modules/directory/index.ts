export { type ArrivalChange, type Arriving, createByJit, updateByJit } from './arrive-by-sign-in.ts'
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
export { type Claims, readClaims } from './access/claims.ts'
export { importSwitch } from './access/import-switch.ts'
export { listAwaitedManagers, listRuleAttributes } from './access/list-attributes.ts'
export { previewMappingRules } from './access/preview-rules.ts'
export { listMappingRuleVersions, readMappingRules, readMappingRuleVersion, saveMappingRules } from './access/save-rules.ts'
export { tryMappingRules } from './access/try-rules.ts'
export { detectClient } from './detect-client.ts'
export { countUsers, findAdmins, findUser, findUserByEmail, findUserEmails, holdActiveUser, insertUser, updateUser, type UserRow } from './directory.queries.ts'
export { erasableUsers } from './erase-users.ts'
export { findUsersOfAddresses } from './erasure.queries.ts'
export { endGrantedToken, giveShortSecret, grantedTokenOf, grantToken, scopesOfGranted } from './granted-tokens.ts'
export { insertEvent } from './directory-events.queries.ts'
export { listProvisioningLog, logRequests, type LoggedRequest, pruneProvisioningLog } from './provisioning-log.ts'
export { createRole, deleteRole, listLicences, listRoles, readRole, updateRole } from './roles.ts'
export { refuseWhoLeft } from './refuse-who-left.ts'
export { handleScim, type ScimReply } from './scim/handle.ts'
export { errorBody as scimErrorBody, ScimError } from './scim/scim-error.ts'
export { tellAudit } from './tell-audit.ts'
export { actorOfToken, createToken, listTokens, renewToken, revokeToken, revokeTokenSecret, tokenIsOpen, tokenPrefix } from './tokens.ts'
export { warnOfTokens } from './warn-of-tokens.ts'
export { permissionsOfUser, toApi as userToApi } from './user.ts'
export { bulkUsers } from './users/bulk-users.ts'
export { listUserEvents } from './users/list-events.ts'
export { listUsers, type UserListQuery } from './users/list-users.ts'
export { createUser, deleteUser, readUser, refuseToChange, updateUser as changeUser } from './users/save-user.ts'
export { listTeams, readTeam } from './users/teams.ts'
export { createGroup, deleteGroup, listGroupMembers, listGroups, readGroup, updateGroup } from './groups/groups.ts'
export { exportUsers } from './users/export-users.ts'
export { previewImport } from './imports/preview-import.ts'
export { applyImport, pruneImports, resumeImports, runImport, undoImport } from './imports/run-import.ts'
export { listImportRows, readImport } from './imports/user-import.ts'
