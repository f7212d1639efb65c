import { useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Chips } from './chips.tsx'
import { SuggestField } from './suggest-field.tsx'

interface WordsFieldProps {
  label: string
  hint?: string
  optional?: boolean
  words: readonly string[]
  /** What can be offered; any other word is taken as well. */
  known: readonly string[]
  onChange: (words: string[]) => void
}

/** Several words: each is typed or picked and added with Enter, with the button, or by leaving the field. */
export const WordsField = ({ label, hint, optional, words, known, onChange }: WordsFieldProps) => {
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const has = (word: string) => words.some(each => each.toLowerCase() === word.toLowerCase())
  const add = (text: string) => {
    const word = text.trim()
    setTyped('')
    if (word !== '' && !has(word)) onChange([...words, word])
  }
  return (
    <div className="grid gap-2">
      <div className="flex items-start gap-2">
        <SuggestField
          ref={input}
          className="min-w-0 flex-1"
          label={label}
          hint={hint}
          optional={optional}
          known={known.filter(each => !has(each))}
          value={typed}
          onChange={({ target, nativeEvent }) => {
            // What is picked from the list comes as a whole, where typing comes as an InputEvent of one key.
            const isPicked = !(nativeEvent instanceof InputEvent) || nativeEvent.inputType === 'insertReplacementText'
            if (isPicked) add(target.value)
            else setTyped(target.value)
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            add(typed)
          }}
          onBlur={() => add(typed)}
        />
        <Button className="mt-6.5" aria-label={`Add to ${label.toLowerCase()}`} onClick={() => input.current?.focus()}>
          Add
        </Button>
      </div>
      <Chips
        label={label}
        items={words.map(word => [word, word] as const)}
        onRemove={word => {
          onChange(words.filter(each => each !== word))
          input.current?.focus()
        }}
      />
    </div>
  )
}
