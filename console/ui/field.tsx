import { useId, type ComponentProps, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'
import { Select } from './select.tsx'

const box =
  'w-full rounded-base border border-edge bg-raised px-2.5 text-ink aria-invalid:border-warm focus-visible:outline-offset-0 focus-visible:border-accent disabled:opacity-60'
const line = 'h-8 pointer-coarse:h-10'

interface FieldProps {
  label: string
  hint?: ReactNode | undefined
  /** One sentence: what is wrong, and what would be right. */
  error?: string | undefined
  optional?: boolean | undefined
  className?: string | undefined
}

interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label above, a hint or an error below, all tied to the control that `children` draws. */
export const Field = ({ label, hint, error, optional, className, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) => {
  const id = useId()
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined
  return (
    <div className={classNames('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="font-strong">
        {label}
        {optional && <span className="font-normal text-faint"> (optional)</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={`${id}-error`} className="text-meta text-warm">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-meta text-faint">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

type TextFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'id' | 'children'>

export const TextField = ({ label, hint, error, optional, className, ...input }: TextFieldProps) => (
  <Field {...{ label, hint, error, optional, className }}>{wiring => <input {...wiring} {...input} className={classNames(box, line)} />}</Field>
)

/** A whole number between two bounds. */
export const WholeNumberField = (field: Omit<TextFieldProps, 'type' | 'step'> & { min: number; max: number }) => <TextField {...field} type="number" step={1} />

type TextAreaProps = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'children'>

export const TextArea = ({ label, hint, error, optional, className, ...area }: TextAreaProps) => (
  <Field {...{ label, hint, error, optional, className }}>
    {wiring => <textarea {...wiring} {...area} className={classNames(box, 'min-h-40 resize-y py-2')} />}
  </Field>
)

type SelectFieldProps = FieldProps & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>

export const SelectField = ({ label, hint, error, optional, className, children, ...select }: SelectFieldProps) => (
  <Field {...{ label, hint, error, optional, className }}>
    {wiring => (
      <Select {...wiring} {...select} className={classNames(box, line)}>
        {children}
      </Select>
    )}
  </Field>
)
