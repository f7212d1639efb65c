import { describe, expect, it } from 'vitest'
import { titleFrom } from './default-title.ts'

describe('a title from a file name', () => {
  it.each([
    ['acme_kick-off.vtt', 'Acme kick off'],
    ['C:\\calls\\Wonka and Schrute Farms Connect.transcript.vtt', 'Wonka and Schrute Farms Connect'],
    ['/tmp/Ünal Çelik 2026.srt', 'Ünal Çelik 2026'],
    ['4330115.vtt', 'Meeting 4330115'],
  ])('reads %s as %s', (fileName, title) => expect(titleFrom(fileName)).toBe(title))

  it.each(['GMT20261122-184000_Recording.transcript.vtt', 'audio_transcript.vtt', 'transcript.json', '.vtt', '', '---'])('finds no name in %j', fileName =>
    expect(titleFrom(fileName)).toBe('Unscheduled Meeting'),
  )
})
