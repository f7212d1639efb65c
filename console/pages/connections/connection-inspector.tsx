import { Link } from '@tanstack/react-router'
import type { Connection, ConnectorCard } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useAuthorizeConnection, useCheckConnection, useDeleteConnection, useSyncConnection, useUpdateConnection } from '../../data/connections.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { count } from '../../ui/numbers.ts'
import { Progress } from '../../ui/progress.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'
import { ChangeConnection } from './change-connection.tsx'
import { ConnectionMark } from '../vocabulary/connection-words.tsx'
import { ConsoleCheck } from './console-check.tsx'
import { FileHistory } from './file-history.tsx'
import { LastReads } from '../vocabulary/last-reads.tsx'
import { UploadFile } from './upload-file.tsx'

interface ConnectionInspectorProps {
  connection: Connection
  card: ConnectorCard | undefined
  onClose: () => void
}

/** One connection: its health, its last reads, and what can be done with it. */
export const ConnectionInspector = ({ connection, card, onClose }: ConnectionInspectorProps) => {
  const [open, setOpen] = useState<'change' | 'delete' | 'upload' | null>(null)
  const mayWrite = useMay('connections:write')
  const remove = useDeleteConnection()
  const { id, name, state, detail, baseUrl, checkedAt, createdAt, reading, lastReads } = connection
  return (
    <Inspector
      title={name}
      onClose={onClose}
      actions={
        mayWrite && (
          <Actions
            connection={connection}
            isFile={card?.file !== undefined && card.file !== null}
            onChange={() => setOpen('change')}
            onUpload={() => setOpen('upload')}
          />
        )
      }
    >
      <div className="grid gap-6">
        <div className="grid gap-2">
          <p>
            <ConnectionMark state={state} />
          </p>
          <p>{detail}</p>
          <p>
            <Link to="/connections/$id" params={{ id }} className="underline underline-offset-2">
              Who has access, and how it is reached
            </Link>
          </p>
          {mayWrite && state !== 'working' && card?.auth.some(({ kind }) => kind === 'oauth_code') && <Consent id={id} vendor={card.name} />}
        </div>
        {reading && <Progress label={`Reading ${reading.resource}: ${count(reading.rows)} so far`} share={null} />}
        <Facts>
          <Fact term="Connector">{card?.name ?? connection.connector}</Fact>
          {baseUrl && <Fact term="Address">{baseUrl}</Fact>}
          {!card?.file && <Fact term="Permissions">{checkedAt ? <Time at={checkedAt} /> : 'Not proved yet'}</Fact>}
          <Fact term="Connected">
            <Time at={createdAt} />
          </Fact>
          {card && <Fact term="It can">{card.capabilities.join(', ')}</Fact>}
        </Facts>
        {connection.auth === 'console' && <ConsoleCheck connection={connection} mayCheck={mayWrite} />}
        {card?.file ? <FileHistory connectionId={id} /> : <LastReads reads={lastReads} />}
        {mayWrite && (
          <Section title="Disconnect">
            <p className="mb-3 text-soft">What was read of it goes; what the audit says of it stays.</p>
            <Button onClick={() => setOpen('delete')}>Delete this connection</Button>
          </Section>
        )}
      </div>
      {open === 'upload' && card?.file && <UploadFile connection={connection} kind={card.file} onClose={() => setOpen(null)} />}
      {open === 'change' && card && <ChangeConnection connection={connection} card={card} onClose={() => setOpen(null)} />}
      {open === 'delete' && (
        <RemoveByName
          title={`Delete ${name}`}
          consequence="Its people, accounts and findings leave Rollcall. Nothing changes at the vendor."
          name={name}
          action="Delete the connection"
          id={id}
          removal={remove}
          said={`${name} is disconnected.`}
          onGone={onClose}
          onClose={() => setOpen(null)}
        />
      )}
    </Inspector>
  )
}

const Consent = ({ id, vendor }: { id: string; vendor: string }) => {
  const authorize = useAuthorizeConnection()
  return (
    <div>
      <Button busy={authorize.isPending && `Going to ${vendor}…`} onClick={() => authorize.mutate(id, { onError: error => sayTrouble(sentenceOf(error)) })}>
        Give consent at {vendor}
      </Button>
    </div>
  )
}

interface ActionsProps {
  connection: Connection
  isFile: boolean
  onChange: () => void
  onUpload: () => void
}

const Actions = ({ connection: { id, name, state, reading }, isFile, onChange, onUpload }: ActionsProps) => {
  const check = useCheckConnection()
  const sync = useSyncConnection()
  const update = useUpdateConnection()
  const onError = (error: Error) => sayTrouble(sentenceOf(error))
  const setPaused = (paused: boolean, done: () => void) => update.mutate({ id, paused }, { onSuccess: done, onError })
  const toggle = () => {
    const paused = state !== 'paused'
    setPaused(paused, () => say(paused ? `${name} is paused.` : `${name} goes on.`, () => setPaused(!paused, () => say('As it was.'))))
  }
  return (
    <>
      {isFile ? (
        <Button look="primary" disabled={state !== 'working'} onClick={onUpload}>
          Upload a file
        </Button>
      ) : (
        <>
          <Button
            look="primary"
            disabled={state === 'paused' || reading !== null}
            busy={sync.isPending && 'Beginning…'}
            onClick={() => sync.mutate(id, { onSuccess: () => say(`${name} is being read.`), onError })}
          >
            {reading ? 'Being read' : 'Sync now'}
          </Button>
          <Button busy={check.isPending && 'Checking…'} onClick={() => check.mutate(id, { onSuccess: after => say(`${name}: ${after.detail}`), onError })}>
            Check
          </Button>
        </>
      )}
      <Button onClick={toggle}>{state === 'paused' ? 'Resume' : 'Pause'}</Button>
      <Button onClick={onChange}>Change</Button>
    </>
  )
}
