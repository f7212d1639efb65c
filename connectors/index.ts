import type { Connector } from './kit/index.ts'
import { atlassian } from './atlassian/index.ts'
import { chorus } from './chorus/index.ts'
import { clari } from './clari/index.ts'
import { cognism } from './cognism/index.ts'
import { csvApp } from './csv-app/index.ts'
import { dynamics } from './dynamics/index.ts'
import { entra } from './entra/index.ts'
import { github } from './github/index.ts'
import { googleWorkspace } from './google-workspace/index.ts'
import { hrFile } from './hr-file/index.ts'
import { hubspot } from './hubspot/index.ts'
import { jumpcloud } from './jumpcloud/index.ts'
import { okta } from './okta/index.ts'
import { pagerduty } from './pagerduty/index.ts'
import { peopleAi } from './people-ai/index.ts'
import { salesforce } from './salesforce/index.ts'
import { scim } from './scim/index.ts'
import { slack } from './slack/index.ts'
import { zendesk } from './zendesk/index.ts'
import { zoom } from './zoom/index.ts'

export {
  atlassian,
  chorus,
  clari,
  cognism,
  csvApp,
  dynamics,
  entra,
  github,
  googleWorkspace,
  hrFile,
  hubspot,
  jumpcloud,
  okta,
  pagerduty,
  peopleAi,
  salesforce,
  scim,
  slack,
  zendesk,
  zoom,
}

/** Every vendor Rollcall knows, one line each. */
export const connectors: readonly Connector[] = [
  atlassian,
  chorus,
  clari,
  cognism,
  csvApp,
  dynamics,
  entra,
  github,
  googleWorkspace,
  hrFile,
  hubspot,
  jumpcloud,
  okta,
  pagerduty,
  peopleAi,
  salesforce,
  scim,
  slack,
  zendesk,
  zoom,
]
