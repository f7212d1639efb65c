import { TableShape } from '../../ui/table.tsx'

/** The shape of any page while its script is on its way. */
export const PageShape = () => (
  <div className="mx-auto w-full max-w-[110rem] px-4 pt-6 sm:px-8" aria-busy="true">
    <div className="shape mb-8 h-7 w-40" />
    <TableShape rows={10} />
  </div>
)
