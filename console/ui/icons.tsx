import type { ReactNode } from 'react'

interface IconProps {
  className?: string
}

/** Drawn on a grid of 16 with a line of 1.4, in the colour of the text beside it. They decorate: the words beside them carry the meaning. */
const icon = (drawing: ReactNode) =>
  function Icon({ className = '' }: IconProps) {
    return (
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        className={`shrink-0 ${className}`}
      >
        {drawing}
      </svg>
    )
  }

export const TallyIcon = icon(<path d="M4 3v10M7 3v10M10 3v10M13 3v10M1.8 11.8 15 4.4" />)
export const LanesIcon = icon(<path d="M2 4h5M9 4h2M5 8h8M2 12h3M7 12h6" strokeWidth="1.8" />)
export const FlagIcon = icon(<path d="M3.5 14V2.5h8.2L10 5.5l1.7 3H3.5" />)
export const PeopleIcon = icon(
  <path d="M6 7.5a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM1.8 13.4c.3-2.3 2-3.7 4.2-3.7s3.9 1.4 4.2 3.7M10.6 2.9a2.4 2.4 0 0 1 0 4.4M12 10c1.3.5 2.1 1.7 2.3 3.4" />,
)
export const MatchIcon = icon(<path d="M5.5 8.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM10.5 13.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM7.6 7.6l.8.8" />)
export const DifferenceIcon = icon(<path d="M8 2.5v5M5.5 5h5M5.5 12.5h5M2 2v12M14 2v12" />)
export const PlanIcon = icon(<path d="M3 4.5 4.2 5.7 6.2 3.2M3 11l1.2 1.2 2-2.5M8.5 4.8H14M8.5 11.3H14" />)
export const StampIcon = icon(<path d="M6.5 8.5 6 5a2 2 0 1 1 4 0l-.5 3.5M3 11.5v-2.5h10v2.5M3 13.5h10" />)
export const TaskIcon = icon(<path d="M2.5 2.5h11v11h-11zM5.2 8.2l2 2 3.8-4.4" />)
export const AppsIcon = icon(<path d="M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z" />)
export const OverviewIcon = icon(<path d="M2.5 13.5h11M4 11V8M8 11V3M12 11V6" strokeWidth="1.8" />)
export const PlugIcon = icon(<path d="M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0ZM8 12v2.5" />)
export const LedgerIcon = icon(<path d="M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2" />)
export const GearIcon = icon(
  <path d="M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4ZM5 9.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4Z" />,
)
export const SearchIcon = icon(<path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3 14 14" />)
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />)
export const ChevronIcon = icon(<path d="m6 3.5 4.5 4.5L6 12.5" />)
export const DownIcon = icon(<path d="m3.5 6 4.5 4.5L12.5 6" />)
export const ArrowIcon = icon(<path d="M2.5 8h10.5M9 4l4 4-4 4" />)
export const BackIcon = icon(<path d="M13.5 8H3M7 4 3 8l4 4" />)
export const PlusIcon = icon(<path d="M8 3v10M3 8h10" />)
export const CopyIcon = icon(<path d="M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1" />)
export const CheckIcon = icon(<path d="m3 8.5 3.3 3.3L13 4.5" />)
export const DownloadIcon = icon(<path d="M8 2.5v8M4.7 7.5 8 10.8l3.3-3.3M3 13.5h10" />)
export const UploadIcon = icon(<path d="M8 11V3M4.7 6 8 2.7 11.3 6M3 13.5h10" />)
export const OutIcon = icon(<path d="M6.5 3h-4v10.5H13v-4M9 2.5h4.5V7M13 3 7.5 8.5" />)
export const MoreIcon = icon(<path d="M3 4.5h10M3 8h10M3 11.5h10" />)
export const KeyIcon = icon(<path d="M5 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM7 8.5 13 2.5M10.5 5l1.8 1.8" />)
export const PrintIcon = icon(<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />)
export const UndoIcon = icon(<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.8 3.5 2.8 6.5l3 3" />)
