interface BoxesProps<Value extends string> {
  legend: string
  hint?: string
  options: readonly (readonly [Value, string])[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}

/** Any of some answers, to be ticked; what is chosen keeps the order of the answers. */
export const Boxes = <Value extends string>({ legend, hint, options, chosen, onChange }: BoxesProps<Value>) => (
  <fieldset className="grid min-w-0 gap-1.5">
    <legend className="mb-1.5 font-strong">{legend}</legend>
    {hint && <p className="-mt-1.5 text-meta text-faint">{hint}</p>}
    <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]">
      {options.map(([value, words]) => (
        <label key={value} className="flex min-w-0 cursor-pointer items-start gap-2.5 pointer-coarse:py-1.5">
          <input
            type="checkbox"
            className="mt-0.5 size-4 shrink-0"
            checked={chosen.includes(value)}
            onChange={({ target }) => onChange(options.map(([each]) => each).filter(each => (each === value ? target.checked : chosen.includes(each))))}
          />
          <span className="min-w-0 break-words">{words}</span>
        </label>
      ))}
    </div>
  </fieldset>
)
