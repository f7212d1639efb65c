import type { Connector } from '@rollcall/connectors/kit'
import type { Route, StepDefinition } from '@rollcall/contract'

type Action = StepDefinition['action']

const order: readonly Route[] = ['scim', 'api', 'idp', 'browser', 'manual']

/**
 * The first way, in the order of preference, that can be carried out and verified through this connector, with the reason, and why
 * each way before it was passed over. `app` is what the connection is called. A person can always do it; the next whole read proves it.
 */
export function chooseRoute(connector: Connector, app: string, action: Action): Pick<StepDefinition, 'route' | 'routeReason' | 'passedOver' | 'undo'> {
  const { readAccount, deactivateAccount, reactivateAccount } = connector.writes
  const direct: Route = connector.id === 'scim' ? 'scim' : 'api'
  const change = action === 'deactivate_account' ? deactivateAccount : reactivateAccount
  const back = action === 'deactivate_account' ? reactivateAccount : deactivateAccount
  const obstacles: Partial<Record<Route, string>> = {
    [direct === 'scim' ? 'api' : 'scim']: `${app} is connected by its ${direct === 'scim' ? 'SCIM server' : 'own API'}.`,
    idp: 'No identity source is connected that may change who has the app.',
    browser: 'Rollcall does not work this admin console.',
  }
  if (change === undefined) obstacles[direct] = `Rollcall cannot change accounts of ${app}.`
  else if (readAccount === undefined) obstacles[direct] = `${app} cannot be asked for a single account, so the change could not be verified.`
  const route = order.find(each => obstacles[each] === undefined) ?? 'manual'
  return {
    route,
    routeReason:
      route === 'manual'
        ? `Somebody does it in the admin console of ${app}; the next whole read verifies it.`
        : `${app} makes the change and shows the account again, so it can be verified.`,
    passedOver: order.slice(0, order.indexOf(route)).map(each => ({ route: each, why: obstacles[each] ?? '' })),
    undo:
      route === 'manual'
        ? { possible: false, how: 'By hand, in the same place.' }
        : back === undefined
          ? { possible: false, how: `Rollcall cannot reverse it; an administrator of ${app} can.` }
          : { possible: true, how: `A plan that ${action === 'deactivate_account' ? 'reactivates' : 'deactivates'} the account.` },
  }
}
