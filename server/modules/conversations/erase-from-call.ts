import type { Brief, Participant, Speaker } from '@rollcall/contract'
import type { Subject } from '../../erasable.ts'
import type { Home } from './speakers.ts'
import { sideOf } from './speakers.ts'
import { wordEraser } from './erase-words.ts'

/** What stands in place of what the subject said. */
export const erasedWords = '(erased)'

/** A call as far as it holds anybody's words or names. */
export interface CallWords {
  readonly participants: readonly Participant[]
  readonly speakers: readonly Speaker[]
  readonly brief: Brief | null
  readonly utterances: readonly { readonly index: number; readonly speaker: number; readonly text: string }[]
  readonly moments: readonly {
    readonly id: string
    readonly utterance: number
    readonly speaker: number
    readonly char_offset: number
    readonly char_length: number
    readonly sentence: string
  }[]
}

export interface ErasedCall {
  readonly write: (text: string) => string
  readonly participants: Participant[]
  readonly speakers: Speaker[]
  readonly brief: Brief | null
  /** Those alone that have changed. */
  readonly utterances: { index: number; text: string }[]
  readonly removedMoments: string[]
  readonly moments: { id: string; char_offset: number; char_length: number; sentence: string }[]
}

/**
 * One call without the subject: `remove` takes out what they said and what was made of it, `pseudonymise` leaves it under another name. Turns and
 * times stay, so that what others said and how long keeps its place.
 */
export function eraseFromCall(call: CallWords, subject: Subject, home: Home): ErasedCall {
  const isOwn = ({ email }: { email: string | null }) => email !== null && subject.emails.includes(email.toLowerCase())
  const own = [...call.participants.filter(isOwn), ...call.speakers.filter(isOwn)]
  const voices = new Set(call.speakers.filter(isOwn).map(speaker => speaker.index))
  const write = wordEraser(subject, {
    own: own.map(({ name }) => name),
    others: [...call.participants, ...call.speakers].filter(each => !isOwn(each)).map(({ name }) => name),
  })
  const gone = (speaker: number) => subject.mode === 'remove' && voices.has(speaker)
  const textOf = ({ speaker, text }: { speaker: number; text: string }) => (gone(speaker) ? erasedWords : write(text))
  const texts = new Map(call.utterances.map(({ index, text }) => [index, text]))
  const kept = call.moments.filter(moment => !gone(moment.speaker))
  return {
    write,
    participants: call.participants.map(participant =>
      isOwn(participant)
        ? {
            name: subject.pseudonym,
            email: null,
            title: null,
            side: sideOf(participant, home),
            speaker: participant.speaker === null ? null : subject.pseudonym,
          }
        : { ...participant, name: write(participant.name), title: participant.title === null ? null : write(participant.title) },
    ),
    speakers: call.speakers.map(speaker =>
      isOwn(speaker)
        ? { ...speaker, label: subject.pseudonym, name: subject.pseudonym, email: null, title: null }
        : { ...speaker, label: write(speaker.label), name: write(speaker.name) },
    ),
    brief: call.brief === null ? null : eraseFromBrief(call.brief, write, index => gone(call.utterances.find(each => each.index === index)?.speaker ?? -1)),
    utterances: call.utterances.flatMap(utterance => (textOf(utterance) === utterance.text ? [] : [{ index: utterance.index, text: textOf(utterance) }])),
    removedMoments: call.moments.filter(moment => gone(moment.speaker)).map(({ id }) => id),
    moments: kept.map(({ id, utterance, char_offset, char_length, sentence }) => {
      const text = texts.get(utterance) ?? ''
      const before = write(text.slice(0, char_offset))
      return { id, char_offset: before.length, char_length: write(text.slice(char_offset, char_offset + char_length)).length, sentence: write(sentence) }
    }),
  }
}

function eraseFromBrief(brief: Brief, write: (text: string) => string, isGone: (utterance: number) => boolean): Brief {
  const erase = (sentences: Brief['summary']) =>
    sentences
      .filter(({ utterances }) => !utterances.some(isGone))
      .map(sentence => ({ ...sentence, text: write(sentence.text), owner: sentence.owner === null ? null : write(sentence.owner) }))
  return { ...brief, summary: erase(brief.summary), actionItems: erase(brief.actionItems) }
}
