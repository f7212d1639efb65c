import { actAutomatically } from './act-automatically.ts'
import { analyseEngagement } from './analyse-engagement.ts'
import { applyStep } from './apply-step.ts'
import { beginPlan } from './begin-plan.ts'
import { checkConsole } from './check-console.ts'
import { checkConsoles } from './check-consoles.ts'
import { compareRoll } from './compare-roll.ts'
import { deliverEngagement } from './deliver-engagement.ts'
import { eraseSubject } from './erase-subject.ts'
import type { AnyJob } from './job.ts'
import { makeEvidencePack } from './make-evidence-pack.ts'
import { matchEngagement } from './match-engagement.ts'
import { remindTasks } from './remind-tasks.ts'
import { runUserImport } from './run-user-import.ts'
import { refreshMetadata } from './refresh-metadata.ts'
import { scanTrackers } from './scan-trackers.ts'
import { settleDepartures } from './settle-departures.ts'
import { sweep } from './sweep.ts'
import { syncConnection } from './sync-connection.ts'

export const jobs: readonly AnyJob[] = [
  actAutomatically,
  analyseEngagement,
  applyStep,
  beginPlan,
  checkConsole,
  checkConsoles,
  compareRoll,
  deliverEngagement,
  eraseSubject,
  makeEvidencePack,
  matchEngagement,
  refreshMetadata,
  remindTasks,
  runUserImport,
  scanTrackers,
  settleDepartures,
  sweep,
  syncConnection,
]

export { openQueue, type Queue } from './queue.ts'
