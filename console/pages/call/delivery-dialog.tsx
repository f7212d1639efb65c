import { useQuery } from '@tanstack/react-query'
import type { DeliveryPreview } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { deliveryPreviewQuery, useDeliverNow } from '../../data/engagements.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Lines, Trouble } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'

const effects = { create: 'would be created', update: 'would be updated', nothing: 'nothing would be written' } as const

/** The exact records that a delivery would write, field by field, before anything is written. */
export const DeliveryDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const preview = useQuery(deliveryPreviewQuery(id))
  const deliver = useDeliverNow()
  const writes = preview.data?.items.filter(({ effect }) => effect !== 'nothing').length ?? 0
  const send = () =>
    deliver.mutate(id, {
      onSuccess: () => {
        say('The delivery is on its way.')
        onClose()
      },
    })
  return (
    <Dialog
      title="What would be delivered"
      onClose={onClose}
      wide
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" disabled={!writes} busy={deliver.isPending && 'Delivering…'} onClick={send}>
            Deliver now
          </Button>
        </>
      }
    >
      <div className="grid gap-6">
        {deliver.error && <Trouble sentence={sentenceOf(deliver.error)} />}
        <Loaded query={preview} shape={<Lines count={6} />}>
          {({ items }) =>
            items.length ? (
              <>
                <p className="text-soft">
                  {writes ? `${countOf(writes, 'record')} would be written. ` : 'Nothing would be written. '}
                  Nothing that a person changed there is overwritten, and delivering twice writes once.
                </p>
                {items.map(item => (
                  <PreviewTable key={item.connectionId} preview={item} />
                ))}
              </>
            ) : (
              <p className="text-soft">No connected CRM takes calls. Connect one first.</p>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  )
}

const PreviewTable = ({ preview }: { preview: DeliveryPreview }) => (
  <section aria-label={preview.connectionName} className="grid gap-2">
    <h3>
      {preview.connectionName}: {preview.effect === 'nothing' ? effects.nothing : `a ${preview.object} ${effects[preview.effect]}`}
    </h3>
    {preview.reason && <p className="text-soft">{preview.reason}</p>}
    {preview.fields.length > 0 && (
      <table className="w-full table-fixed text-left">
        <thead>
          <tr className="border-b border-line text-meta text-faint">
            <th scope="col" className="w-[32%] py-1.5 pr-4 font-normal">
              Field
            </th>
            <th scope="col" className="py-1.5 font-normal">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.fields.map(({ name, value, before, note }) => (
            <tr key={name} className="border-b border-line align-top">
              <th scope="row" className="py-1.5 pr-4 font-mono text-meta font-normal break-words">
                {name}
              </th>
              <td className="py-1.5 font-mono text-meta break-words">
                {before !== null && before !== value && <del className="mr-2 text-faint">{before}</del>}
                {value ?? <span className="text-faint">left empty</span>}
                {note && <span className="block font-sans text-faint">{note}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)
