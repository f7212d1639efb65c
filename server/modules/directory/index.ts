export { countUsers, findUser, findUserByEmail, findUserEmails, insertUser, updateUser, type UserRow } from './directory.queries.ts'
export { actorOfToken, createToken, listTokens, revokeToken, tokenPrefix } from './tokens.ts'
export { permissionsOfUser, toApi as userToApi } from './user.ts'
