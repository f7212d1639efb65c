/** What a conversation without a name is called (CG-23). */
export const untitled = 'Unscheduled Meeting'

// What recorders call every file: the date, the kind of file, a running number.
const noise = /\b(?:gmt\d*|audio|video|transcripts?|captions?|subtitles?|recording|download|untitled|stdin|upload|file|zoom|teams|cc|en|us|final|copy)\b/giu

/**
 * A title from a file's name (`acme_kick-off.vtt` is `Acme kick off`, `4330115.vtt` is `Meeting 4330115`, so that a folder of them can be
 * told apart), or `untitled` when the name is only what a recorder calls every file (`GMT20261122-184000_Recording.transcript.vtt`).
 */
export function titleFrom(fileName: string): string {
  const bare = fileName.replace(/^.*[/\\]/, '').replace(/(?:\.[a-z0-9]{1,12})+$/iu, '')
  const words = bare
    .replace(/[_.+-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (/^\d{3,}$/.test(words)) return `Meeting ${words}`
  if (!/\p{L}{2}/u.test(words.replace(noise, ''))) return untitled
  return words.charAt(0).toUpperCase() + words.slice(1)
}
