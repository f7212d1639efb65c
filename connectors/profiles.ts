import type { AppProfile } from '@rollcall/contract'
import { sixSense } from './6sense/profile.ts'
import { adRoll } from './adroll/profile.ts'
import { ahrefs } from './ahrefs/profile.ts'
import { alkami } from './alkami/profile.ts'
import { amazingHiring } from './amazinghiring/profile.ts'
import { chorus } from './chorus/profile.ts'
import { clari } from './clari/profile.ts'
import { cognism } from './cognism/profile.ts'
import { loom } from './loom/profile.ts'
import { peopleAi } from './people-ai/profile.ts'

/** What is known of how users are managed in an app, one line each: those with a guide of their own first. */
export const profiles: readonly AppProfile[] = [chorus, clari, cognism, peopleAi, sixSense, adRoll, ahrefs, alkami, amazingHiring, loom]
