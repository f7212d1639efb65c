export type { Act, LoggedRequest, Misbehaviour, Simulator } from './core/index.ts'
export { startOkta } from './okta.ts'
export type { OktaOptions, OktaSeed, OktaUser } from './okta.ts'
