import { buttonClass } from './button.tsx'

interface FileButtonProps {
  children: string
  look?: 'primary' | undefined
  /** While one is looked at: what the button says then. */
  busy: string | false
  onFile: (file: File) => void
}

/** Chooses one CSV file; the same one can be chosen again. */
export const FileButton = ({ children, look, busy, onFile }: FileButtonProps) => (
  <label className={buttonClass(look, 'cursor-pointer justify-self-start focus-within:outline-2')}>
    {busy || children}
    <input
      type="file"
      accept=".csv,.txt,text/csv"
      className="sr-only"
      disabled={busy !== false}
      onChange={event => {
        const [file] = event.target.files ?? []
        event.target.value = ''
        if (file) onFile(file)
      }}
    />
  </label>
)
