import { z } from 'zod'

/** Seconds, or milliseconds; whatever is no number is unknown (NaN) and repaired from its neighbours later. */
export const time = z
  .union([z.number(), z.string().trim().min(1)])
  .transform(Number)
  .catch(Number.NaN)

export const speaker = z.union([z.string(), z.number()]).nullish()

/** A speaker's number or letter as a label: `0`, `spk_0` and `A` become `Speaker 0` and `Speaker A`, names stay. */
export const speakerLabel = (given: string | number | null | undefined): string | null => {
  if (given === null || given === undefined || given === '') return null
  const code = /^(?:spk_|ch_|SPEAKER_)?0*(\d{1,4}|[A-Z]{1,2})$/.exec(String(given))?.[1]
  return code === undefined ? String(given) : `Speaker ${code}`
}
