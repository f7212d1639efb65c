import type { Sketch } from './sketch.ts'
import type { Place } from './subject.ts'

/** Two sides, in order: from the moment the app has a new token the identity source cannot provision until it has it too. */
export function tokenRenewal(app: Place, source: Place): Sketch {
  const what = `SCIM token of ${app.row.name}`
  return {
    title: `Renew the ${what}`,
    startsAt: null,
    leftOut: [],
    steps: [
      {
        action: 'renew_token',
        connectionId: app.row.id,
        what,
        reason: `Make a new token in ${app.row.name}. The old one ends, and ${source.row.name} cannot provision until the next step is done.`,
        dependsOn: [],
      },
      {
        action: 'renew_token',
        connectionId: source.row.id,
        what,
        reason: `Give ${source.row.name} the new token and test it there, so that provisioning of ${app.row.name} goes on.`,
        dependsOn: [0],
      },
    ],
  }
}
