import type { MappingRule } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useImportExpression } from '../../data/mapping-rules.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { countOf } from '../../ui/numbers.ts'
import { say } from '../../ui/toasts.tsx'

/** Takes over what an admin wrote for Entra ID. The rules join the draft; nothing is saved. */
export const ImportExpression = ({ onRules, onClose }: { onRules: (rules: readonly MappingRule[]) => void; onClose: () => void }) => {
  const read = useImportExpression()
  const [text, setText] = useState('')
  const [path, setPath] = useState('')
  const submit = () =>
    read.mutate(
      { expression: text, ...(path.trim() === '' ? {} : { path: path.trim() }) },
      {
        onSuccess: ({ rules, notes }) => {
          onRules(rules)
          say([`${countOf(rules.length, 'rule')} added to the draft.`, ...notes].join(' '))
          onClose()
        },
      },
    )
  return (
    <FormDialog
      title="Paste a Switch expression"
      wide
      onClose={onClose}
      submit="Make rules of it"
      busy={read.isPending && 'Reading…'}
      ready={text.trim() !== ''}
      onSubmit={submit}
    >
      <TextArea
        label="Expressions"
        rows={7}
        value={text}
        spellCheck={false}
        className="[&_textarea]:font-mono [&_textarea]:text-meta"
        placeholder='chorus_role  Switch([department], "Rep (AE/Other)", "IT", "Admin")'
        error={read.error ? sentenceOf(read.error) : undefined}
        hint="From the attribute mappings of Entra ID, one or several, with or without the name of their target."
        onChange={event => setText(event.target.value)}
      />
      <TextField
        label="Where its attribute arrives"
        optional
        value={path}
        placeholder="costCenter"
        hint="Only for attributes that Rollcall does not know by their name in Entra ID."
        onChange={event => setPath(event.target.value)}
      />
    </FormDialog>
  )
}
