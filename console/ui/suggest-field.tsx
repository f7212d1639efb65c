import { useId, type ComponentProps } from 'react'
import { TextField } from './field.tsx'

/** A word that is known, and perhaps what it stands for. */
export type Suggestion = string | { readonly value: string; readonly words: string }

interface SuggestFieldProps extends ComponentProps<typeof TextField> {
  known: readonly Suggestion[]
}

/** A text field that offers what is known and takes any other word as well: the browser's own list, so that every keyboard and reader can use it. */
export const SuggestField = ({ known, ...field }: SuggestFieldProps) => {
  const listId = useId()
  return (
    <>
      <TextField {...field} list={listId} autoComplete="off" spellCheck={false} />
      <datalist id={listId}>
        {known.map(each => {
          const { value, words } = typeof each === 'string' ? { value: each, words: each } : each
          return (
            <option key={value} value={value}>
              {words}
            </option>
          )
        })}
      </datalist>
    </>
  )
}
