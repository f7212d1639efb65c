import { Refused } from '../../../errors.ts'

const byteOrderMarks: { bytes: number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark. Anything else is refused rather than guessed: a wrong guess turns
 * names into gibberish that later matches nobody.
 */
export const decodeText = (bytes: Uint8Array, fileName: string): string => {
  const mark = byteOrderMarks.find(({ bytes: start }) => start.every((byte, index) => bytes[index] === byte))
  const text = decode(bytes, mark?.encoding ?? 'utf-8', fileName)
  if (text.trim() === '') throw new Refused('file_empty', `${fileName} is empty.`)
  // UTF-16 without its mark, and most binary files, are full of zero bytes that UTF-8 lets pass.
  const head = text.slice(0, 4096)
  if (head.split('\0').length - 1 > head.length / 10) throw unknownEncoding(fileName)
  return text
}

const decode = (bytes: Uint8Array, encoding: string, fileName: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unknownEncoding(fileName, cause)
  }
}

const unknownEncoding = (fileName: string, cause?: unknown) =>
  new Refused('encoding_unknown', `${fileName} is not text in UTF-8 or UTF-16; save it as UTF-8 and try again.`, { cause })
