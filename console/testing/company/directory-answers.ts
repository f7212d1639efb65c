import { Refusal, type Answers } from '../answers.ts'
import { page, found, includes, done } from './answering.ts'
import { ago, day, id } from './ids.ts'
import { attributes, firstVersion, given, preview as rulesPreview, rules, versions } from './mapping-rules.ts'
import { user } from './me.ts'
import { changedUser, firstGroup, firstUser, groupMembers, groups, importRows, previewedImport, userEvents, users } from './users.ts'

/** Users, groups, mapping rules and imports. */
export const directoryAnswers = {
  listUsers: ({ query }) =>
    page(
      users.filter(
        each =>
          (includes(each.name, query.q) || includes(each.userName, query.q)) &&
          (!query.status || each.status === query.status) &&
          (!query.role || each.role.id === query.role) &&
          (!query.licence || each.licence.value === query.licence) &&
          (!query.team || each.manager.id === query.team),
      ),
      query,
    ),
  readUser: ({ params }) => found(users, params.id),
  createUser: ({ body }) => {
    if (users.some(each => each.userName === body.userName)) throw new Refusal('conflict', `There is a user with the user name ${body.userName} already.`)
    return { ...firstUser, id: id('user', 99), userName: body.userName, name: body.name ?? body.userName, status: 'staged', lastSignInAt: null }
  },
  updateUser: ({ params, body }) => changedUser(found(users, params.id), body),
  deleteUser: () => done,
  bulkUsers: ({ body }) => ({
    items: body.operations.map(operation => ({ status: 'done', id: operation.op === 'create' ? null : operation.id, user: null, error: null })),
    refused: 0,
  }),
  readMappingRules: () => ({ version: 2, savedAt: ago(300), savedBy: user.email, rules, given }),
  previewMappingRules: rulesPreview,
  saveMappingRules: ({ body }) => ({ version: 3, savedAt: ago(0), savedBy: user.email, rules: body.rules ?? rules, given }),
  listMappingRuleVersions: () => ({ items: versions }),
  readMappingRuleVersion: () => ({ ...firstVersion, rules: rules.slice(1) }),
  listRuleAttributes: () => ({ items: attributes }),
  listAwaitedManagers: () => ({ items: [{ name: 'jonas.weber@northbeam.example', users: 6 }] }),
  importMappingExpression: () => ({ rules: rules.slice(1, 2).map(rule => ({ ...rule, id: id('rule', 9) })), notes: [] }),
  listUserEvents: ({ query }) => page(userEvents, query),
  listUserSessions: () => ({
    items: [{ id: id('session', 5), current: false, client: 'Firefox on Windows', createdAt: ago(2 * day), lastUsedAt: ago(30), expiresAt: ago(-5 * day) }],
  }),
  endUserSessions: () => ({ ended: 1 }),
  readTeam: ({ params }) => {
    const direct = users.filter(each => each.manager.id === params.id).length
    return { manager: found(users, params.id), direct, everybody: direct }
  },

  listGroups: ({ query }) =>
    page(
      groups.filter(group => includes(group.name, query.q)),
      query,
    ),
  readGroup: ({ params }) => found(groups, params.id),
  listGroupMembers: ({ query }) => page(groupMembers, query),
  createGroup: ({ body }) => ({ ...firstGroup, id: id('group', 9), name: body.name, members: 0, pending: 0 }),
  updateGroup: ({ params }) => found(groups, params.id),
  deleteGroup: () => done,

  previewUserImport: () => previewedImport,
  readUserImport: () => previewedImport,
  listUserImportRows: ({ query }) =>
    page(
      importRows.filter(row => !query.verdict || row.verdict === query.verdict),
      query,
    ),
  applyUserImport: () => ({ ...previewedImport, state: 'applying' }),
  undoUserImport: () => ({ ...previewedImport, state: 'undoing' }),
} satisfies Partial<Answers>
