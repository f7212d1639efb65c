import type { Tracker } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'

const tracker = (index: number, name: string, phrases: string[], enabled = true): Tracker => ({
  id: id('tracker', index),
  name,
  phrases,
  enabled,
  updatedAt: ago(index * 3 * day),
})

export const trackers: Tracker[] = [
  tracker(1, 'Competitors', ['Portside', 'Harbourline', 'Quaytech', 'spreadsheet']),
  tracker(2, 'Security', ['audit log', 'single sign-on', 'SOC 2', 'penetration test']),
  tracker(3, 'Pricing pressure', ['too expensive', 'discount', 'budget is frozen']),
  tracker(4, 'Churn risk', ['cancel', 'not renewing'], false),
]
