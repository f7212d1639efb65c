import { readOverview } from '@rollcall/contract'
import { reading } from './reading.ts'

export const overviewQuery = reading('overview', readOverview, {})
