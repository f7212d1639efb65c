import { z } from 'zod'
import type { Setting } from '../settings/index.ts'

/** Calls are pushed to CRMs as tasks unless an admin turns it off (CG-21). */
export const pushTasks: Setting<boolean> = { name: 'deliveries.push_tasks', shape: z.boolean(), initial: true }

/**
 * What every task's subject begins with, before ` - ` and the title (CG-22). It stays as people know it, so that reports and automations
 * which were built on it go on working when a team moves to Rollcall.
 */
export const taskSubjectPrefix: Setting<string> = { name: 'deliveries.task_subject_prefix', shape: z.string(), initial: 'Chorus' }
