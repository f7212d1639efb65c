import { HandOverRule } from '@rollcall/contract'
import type { Setting } from '../settings/index.ts'

/** Nothing moves by itself until an admin says so: a wrong list from an identity provider would otherwise move every call. */
export const handOverRule: Setting<HandOverRule> = { name: 'leaving.hand_over', shape: HandOverRule, initial: { to: 'nobody' } }
