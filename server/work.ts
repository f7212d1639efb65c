import { z } from 'zod'

/** Every background job by name with its input; `jobs/` holds one file for each, and a test says so. */
export const work = {
  sweep: z.object({}),
  'analyse-engagement': z.object({ engagementId: z.uuid() }),
  'match-engagement': z.object({ engagementId: z.uuid() }),
  'deliver-engagement': z.object({ engagementId: z.uuid() }),
  /** The next batch of past engagements for whichever tracker changed. */
  'scan-trackers': z.object({}),
  'compare-roll': z.object({}),
  /** Plans of apps whose mode is automatic. */
  'act-automatically': z.object({}),
  /** A plan whose time has come. */
  'begin-plan': z.object({ planId: z.uuid() }),
  'apply-step': z.object({ stepId: z.uuid() }),
  'run-user-import': z.object({ importId: z.uuid() }),
  /** Whatever is to be done for those who left. */
  'settle-departures': z.object({}),
  'erase-subject': z.object({ erasureId: z.uuid() }),
  'make-evidence-pack': z.object({ packId: z.uuid() }),
  /** Tells of tasks that are due. */
  'remind-tasks': z.object({}),
  'refresh-metadata': z.object({}),
  /** Puts every console on the queue for its daily look. */
  'check-consoles': z.object({}),
  'check-console': z.object({ connectionId: z.uuid() }),
  'sync-connection': z.object({ connectionId: z.uuid() }),
} as const

export type Work = { [Name in keyof typeof work]: z.output<(typeof work)[Name]> }
