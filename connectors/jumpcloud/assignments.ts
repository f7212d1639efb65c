import { AppAssignmentRow, readPages, wholeRows } from '../kit/index.ts'
import type { Read } from '../kit/index.ts'
import { Application, Bound, ListV1, ListV2, skipLimit } from './wire.ts'

/** Who is bound to which app, by themselves or by a group. */
export const readAssignments: Read<AppAssignmentRow> = async function* (api) {
  for await (const app of wholeRows(api, 'apps', { path: '/api/applications', paging: skipLimit, list: ListV1, raw: Application })) {
    yield* readPages(api, {
      path: `/api/v2/applications/${app.id}/users`,
      paging: skipLimit,
      list: ListV2,
      raw: Bound,
      map: user => toAssignment(app, user),
      row: AppAssignmentRow,
    })
  }
}

export const toAssignment = (app: { id: string; name: string }, { id, paths }: Pick<Bound, 'id' | 'paths'>): AppAssignmentRow => ({
  externalId: `${app.id}/${id}`,
  appExternalId: app.id,
  appName: app.name,
  identityExternalId: id,
  userName: null,
  vendorStatus: 'bound',
  // A way of one step goes straight between app and person; longer ones lead through a group.
  through: paths.some(steps => steps.length === 1) ? 'person' : 'group',
})
