import { Lines } from '../../ui/states.tsx'

/** The shape of the overview on its way: five figures over two columns. */
export const OverviewShape = () => (
  <div aria-hidden="true">
    <div className="grid grid-cols-2 gap-px sm:grid-cols-3 xl:grid-cols-5">
      {Array.from({ length: 5 }, (_, figure) => (
        <div key={figure} className="h-28 border-t border-line py-4">
          <div className="shape h-3 w-20" />
          <div className="shape mt-3 h-6 w-16" />
        </div>
      ))}
    </div>
    <Lines count={10} className="mt-8 border-t border-line pt-6" />
  </div>
)
