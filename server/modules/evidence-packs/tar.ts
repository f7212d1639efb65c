/*
 * The tar format as POSIX.1-1988 has it (ustar): blocks of 512 bytes, a header before each file, two empty blocks at the end. Every system
 * unpacks it, and unlike a compressed archive it says which file a changed byte is in.
 */

const block = 512
/** The size of a file has eleven octal digits. */
const largest = 8 ** 11 - 1

/** Header, content and padding of one file. @throws when the path does not fit into a header. */
export function tarEntry(path: string, content: Buffer, at: Date): Buffer {
  const name = Buffer.from(path)
  if (name.length > 100) throw new RangeError(`The path ${path} is longer than the 100 bytes of a tar header.`)
  if (content.length > largest) throw new RangeError(`${path} is larger than a tar file can say.`)
  const header = Buffer.alloc(block)
  const octal = (value: number, digits: number) => `${Math.floor(value).toString(8).padStart(digits, '0')}\0`
  header.set(name, 0)
  header.write(octal(0o644, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(content.length, 11), 124)
  header.write(octal(at.getTime() / 1000, 11), 136)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc(-content.length & (block - 1))])
}

export const tarEnd: Buffer = Buffer.alloc(2 * block)

/** The sum of all bytes of the header, its own field counted as spaces. */
const checksumOf = (header: Buffer): number => header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)

/** Says that bytes are no tar file, or stop being one, and after which file. */
export class TarBroken extends Error {
  readonly kind: 'cut_off' | 'damaged'

  constructor(kind: 'cut_off' | 'damaged', message: string) {
    super(message)
    this.kind = kind
  }
}

/** The files of a tar file, one after the other; a file is in memory only while it is handled. @throws TarBroken */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ path: string; content: Buffer }> {
  const bytes = openBytes(chunks)
  let before: string | null = null
  for (;;) {
    const header = await bytes.take(block)
    if (before === null && header.length < block) throw new TarBroken('damaged', 'There is no tar file.')
    if (header.length < block) throw new TarBroken('cut_off', `The file ends after ${before}, without the end of an archive: it was cut off there.`)
    if (header.every(byte => byte === 0)) {
      const rest = await bytes.take(block)
      if (rest.length < block) throw new TarBroken('cut_off', `The file ends after ${before}, in the middle of the end of an archive: it was cut off there.`)
      if (rest.some(byte => byte !== 0)) throw new TarBroken('damaged', `What follows ${before} is not the end of an archive.`)
      return
    }
    const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '')
    const octal = (from: number, length: number) => Number.parseInt(text(from, length).trim(), 8)
    if (octal(148, 8) !== checksumOf(header))
      throw new TarBroken('damaged', `The header after ${before ?? 'the beginning'} was changed; what follows cannot be read.`)
    const path = text(0, 100)
    const size = octal(124, 12)
    if (size > longestFile) throw new TarBroken('damaged', `${path} is larger than a file of a pack ever is.`)
    const content = await bytes.take(size)
    const padding = await bytes.take(-size & (block - 1))
    if (content.length < size || padding.length < (-size & (block - 1)))
      throw new TarBroken('cut_off', `The file ends in the middle of ${path}: it was cut off there.`)
    if (padding.some(byte => byte !== 0)) throw new TarBroken('damaged', `Something was written into the padding after ${path}.`)
    yield { path, content }
    before = path
  }
}

const longestFile = 256 * 1024 * 1024

/** Takes a number of bytes of a stream, or all that are left. */
function openBytes(chunks: AsyncIterable<Uint8Array>) {
  const source = chunks[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let length = 0
  return {
    take: async (wanted: number): Promise<Buffer> => {
      while (length < wanted) {
        const { done, value } = await source.next()
        if (done === true) break
        held.push(Buffer.from(value))
        length += value.length
      }
      const all = Buffer.concat(held)
      const taken = all.subarray(0, wanted)
      held = [all.subarray(taken.length)]
      length = all.length - taken.length
      return taken
    },
  }
}
