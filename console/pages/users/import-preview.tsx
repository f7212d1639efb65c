import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RowVerdict, UserImport } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { importRowPages, useApplyImport, useImport, useUndoImport } from '../../data/user-imports.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Trouble } from '../../ui/states.tsx'
import { TableShape } from '../../ui/table.tsx'
import { ImportRows } from './import-rows.tsx'

interface ImportPreviewProps {
  first: UserImport
  /** Another file, or the same one again. */
  onAgain: () => void
  onClose: () => void
}

/** What an import would do, does, and did. */
export const ImportPreview = ({ first, onAgain, onClose }: ImportPreviewProps) => {
  const imported = useImport(first)
  const apply = useApplyImport()
  const undo = useUndoImport()
  const [verdict, setVerdict] = useState<RowVerdict | 'all'>('all')
  const rows = useInfiniteQuery(importRowPages(first.id, verdict === 'all' ? undefined : verdict))
  const { verdicts, state } = imported
  const total = Object.values(verdicts).reduce((sum, each) => sum + each, 0)
  const doable = verdicts.created + verdicts.changed
  const moving = state === 'applying' || state === 'undoing'
  const error = apply.error ?? undo.error
  return (
    <Dialog
      wide
      title={`Import ${imported.fileName}`}
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onClick={onAgain}>
            Choose another file
          </Button>
          {state === 'previewed' && (
            <Button look="primary" disabled={doable === 0} busy={apply.isPending && 'Applying…'} onClick={() => apply.mutate(first.id)}>
              Create {count(verdicts.created)} and change {count(verdicts.changed)}
            </Button>
          )}
          {state === 'applied' && (
            <>
              <Button busy={undo.isPending && 'Taking back…'} onClick={() => undo.mutate(first.id)}>
                Take it all back
              </Button>
              <Button look="primary" onClick={onClose}>
                Done
              </Button>
            </>
          )}
          {state === 'undone' && (
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <p aria-live="polite">{standing(imported, total)}</p>
        {imported.ignored.length > 0 && <p className="text-soft">Columns that mean nothing here: {imported.ignored.join(', ')}.</p>}
        {error && <Trouble sentence={sentenceOf(error)} />}
        {moving && <progress className="w-full" max={doable} value={doneSoFar(imported)} aria-label="How far the import is" />}
        <Choice
          label="Rows"
          value={verdict}
          onChange={setVerdict}
          options={[
            ['all', `All ${count(total)}`],
            ['created', `Created ${count(verdicts.created)}`],
            ['changed', `Changed ${count(verdicts.changed)}`],
            ['refused', `Refused ${count(verdicts.refused)}`],
          ]}
        />
        <Loaded query={rows} shape={<TableShape rows={5} />}>
          {({ pages }) => (
            <>
              <ImportRows rows={pages.flatMap(page => page.items)} />
              <More
                shown={pages.reduce((sum, page) => sum + page.items.length, 0)}
                total={pages[0]?.total ?? 0}
                noun={['row', 'rows']}
                hasMore={rows.hasNextPage}
                loading={rows.isFetchingNextPage}
                onMore={() => void rows.fetchNextPage()}
              />
            </>
          )}
        </Loaded>
      </div>
    </Dialog>
  )
}

const doneSoFar = ({ state, outcomes }: UserImport): number => (state === 'undoing' ? outcomes.undone + outcomes.kept : outcomes.done + outcomes.failed)

/** How it stands, in a sentence. */
const standing = ({ state, verdicts, outcomes }: UserImport, total: number): string => {
  switch (state) {
    case 'previewed':
      return `${countOf(total, 'row')}: ${count(verdicts.created)} would be created, ${count(verdicts.changed)} changed, ${count(verdicts.unchanged)} are so already, ${count(verdicts.refused)} refused. Nothing is done yet.`
    case 'applying':
      return `${count(outcomes.done + outcomes.failed)} of ${count(verdicts.created + verdicts.changed)} done. You may leave; it goes on.`
    case 'applied':
      return `${countOf(outcomes.done, 'row')} done${outcomes.failed ? `, ${count(outcomes.failed)} failed` : ''}.`
    case 'undoing':
      return 'It is being taken back. You may leave; it goes on.'
    case 'undone':
      return `${countOf(outcomes.undone, 'row')} taken back${outcomes.kept ? `; ${count(outcomes.kept)} kept, as somebody changed them since` : ''}.`
  }
}
