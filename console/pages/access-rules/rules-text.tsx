import type { AccessRules } from '@rollcall/contract'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'

interface RulesTextProps {
  rules: AccessRules
  onChange: (document: AccessRules) => void
  onCancel: () => void
}

/** The whole set as JSON; the server says what is wrong with it. */
export const RulesText = ({ rules: { rules, closed, exceptions }, onChange, onCancel }: RulesTextProps) => {
  const [trouble, setTrouble] = useState<string>()
  const read = (text: string) => {
    try {
      onChange(JSON.parse(text) as AccessRules)
      setTrouble(undefined)
    } catch (thrown) {
      setTrouble(`This is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    }
  }
  return (
    <form
      className="mb-6 grid gap-3"
      onSubmit={event => {
        event.preventDefault()
        const text = new FormData(event.currentTarget).get('text')
        read(typeof text === 'string' ? text : '')
      }}
    >
      <TextArea
        label="The rules as JSON"
        hint="The fields are those of the YAML file, which docs/access-rules.md describes."
        error={trouble}
        name="text"
        rows={22}
        spellCheck={false}
        className="[&_textarea]:font-mono"
        defaultValue={JSON.stringify({ rules, closed, exceptions }, null, 2)}
      />
      <div className="flex gap-2">
        <Button type="submit">Show what it would do</Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
