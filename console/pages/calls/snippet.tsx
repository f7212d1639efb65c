import { Fragment } from 'react'

/** A piece of what was said, with the words that were searched for marked (`<<` and `>>` around each in the reply). */
export const Snippet = ({ text }: { text: string }) => (
  <span className="font-serif text-soft">
    {text.split('<<').map((part, index) => {
      const [hit, rest] = part.split('>>')
      if (index === 0) return <Fragment key="start">{part}</Fragment>
      return (
        <Fragment key={`${index}-${part}`}>
          <mark className="text-ink">{hit}</mark>
          {rest}
        </Fragment>
      )
    })}
  </span>
)
