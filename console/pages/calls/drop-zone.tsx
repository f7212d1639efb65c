import { useEffect, useState } from 'react'
import { UploadIcon } from '../../ui/icons.tsx'

/** Lets files be dropped anywhere on the page. */
export const DropZone = ({ onFiles }: { onFiles: (files: File[]) => void }) => {
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Entering a child leaves its parent: only the count tells whether the pointer is still over the page.
    let depth = 0
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const hover = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      onFiles([...(event.dataTransfer?.files ?? [])])
    }
    const hears = { dragenter: enter, dragleave: leave, dragover: hover, drop }
    for (const [name, hear] of Object.entries(hears)) window.addEventListener(name as keyof typeof hears, hear)
    return () => {
      for (const [name, hear] of Object.entries(hears)) window.removeEventListener(name as keyof typeof hears, hear)
    }
  }, [onFiles])
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-large border-2 border-dashed border-accent bg-paper/90">
      <p className="flex items-center gap-2 font-strong text-accent">
        <UploadIcon /> Drop transcripts to import them
      </p>
    </div>
  )
}
