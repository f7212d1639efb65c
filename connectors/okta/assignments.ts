import { AppAssignmentRow, linkHeader, readPages } from '../kit/index.ts'
import type { Read } from '../kit/index.ts'
import { OktaApp, OktaAppUser, OktaList } from './wire.ts'

/** Who was given which app: one list per app that is active. */
export const readAssignments: Read<AppAssignmentRow> = async function* (api) {
  const apps = readPages(api, { path: '/api/v1/apps', paging: linkHeader({ limit: '200' }), list: OktaList, raw: OktaApp, map: app => app, row: OktaApp })
  for await (const page of apps) {
    if (page.malformed.length > 0) yield { rows: [], malformed: page.malformed, total: null }
    for (const app of page.rows.filter(({ status }) => status === 'ACTIVE')) {
      yield* readPages(api, {
        path: `/api/v1/apps/${app.id}/users`,
        paging: linkHeader({ limit: '500' }),
        list: OktaList,
        raw: OktaAppUser,
        map: user => toAssignment(app, user),
        row: AppAssignmentRow,
      })
    }
  }
}

export const toAssignment = (app: OktaApp, user: OktaAppUser): AppAssignmentRow => ({
  externalId: `${app.id}/${user.id}`,
  appExternalId: app.id,
  appName: app.label,
  identityExternalId: user.id,
  userName: user.credentials?.userName ?? null,
  vendorStatus: user.status,
  through: user.scope === 'USER' ? 'person' : 'group',
})
