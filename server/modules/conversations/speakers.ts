import type { Participant, Side, Speaker } from '@rollcall/contract'
import type { Transcript } from './formats/index.ts'
import { foldText } from './fold-text.ts'

/** Who is ours: the owner always, and every address at one of our domains. */
export type Home = { ownerEmail: string | null; internalDomains: readonly string[] }

/**
 * The voices of a transcript, each with the participant it belongs to: by the label that the participant names, else by the same name.
 * A label that fits two participants is left alone; a wrong name on a customer's words is worse than none.
 */
export const speakersOf = ({ speakers, utterances }: Pick<Transcript, 'speakers' | 'utterances'>, participants: Participant[], home: Home): Speaker[] => {
  const found = matchParticipants(speakers, participants)
  const milliseconds = speakers.map(() => 0)
  for (const { speaker, start, end } of utterances) milliseconds[speaker] = (milliseconds[speaker] ?? 0) + Math.round((end - start) * 1000)
  return speakers.map((label, index) => {
    const participant = found[index]
    return {
      index,
      label,
      name: participant?.name || label,
      email: participant?.email ?? null,
      title: participant?.title ?? null,
      side: participant ? sideOf(participant, home) : 'unknown',
      talkSeconds: (milliseconds[index] ?? 0) / 1000,
    }
  })
}

/** The participant's own side when given; else the owner and our domains are reps, and any other address is a customer. */
export const sideOf = ({ side, email }: Pick<Participant, 'side' | 'email'>, { ownerEmail, internalDomains }: Home): Side => {
  if (side !== 'unknown') return side
  if (email === null) return 'unknown'
  const address = email.toLowerCase()
  if (address === ownerEmail?.toLowerCase()) return 'rep'
  if (internalDomains.length === 0) return 'unknown'
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return internalDomains.some(own => domain === own.toLowerCase() || domain.endsWith(`.${own.toLowerCase()}`)) ? 'rep' : 'customer'
}

const matchParticipants = (labels: string[], participants: Participant[]): (Participant | undefined)[] => {
  const byLabel = participantsBy(participants, ({ speaker }) => (speaker === null ? [] : [foldText(speaker)]))
  const byName = participantsBy(participants, ({ name, email }) => [foldText(name), email === null ? '' : foldText(email)])
  return labels.map(label => {
    const named = byLabel.get(foldText(label))
    if (named !== undefined) return named ?? undefined
    const candidate = nameForms(label)
      .map(form => byName.get(form))
      .find(match => match !== undefined)
    // Whoever names a label of his own is not also the voice of another.
    return candidate && (candidate.speaker === null || !labels.some(other => foldText(other) === foldText(candidate.speaker ?? ''))) ? candidate : undefined
  })
}

/** Participants by key; null where two share it. */
const participantsBy = (participants: Participant[], keysOf: (participant: Participant) => string[]): Map<string, Participant | null> => {
  const found = new Map<string, Participant | null>()
  for (const participant of participants) {
    for (const key of new Set(keysOf(participant))) if (key !== '') found.set(key, found.has(key) ? null : participant)
  }
  return found
}

/** A label as meeting tools decorate names: `Ann Lee (she/her)`, `Ann Lee | Acme`, `Lee, Ann`. */
const nameForms = (label: string): string[] => {
  const bare = label.replace(/\s*[([|].*$/u, '')
  const [family = '', given] = bare.split(',', 2)
  return [foldText(label), foldText(bare), ...(given === undefined ? [] : [foldText(`${given} ${family}`)])]
}
