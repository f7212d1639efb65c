import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../../errors.ts'

export interface FileForm {
  readonly file: { readonly name: string; readonly bytes: Buffer }
  readonly fields: Readonly<Record<string, string | undefined>>
}

/** A form with a `file` and, before or after it, fields of text. */
export async function readFileForm(request: FastifyRequest, what: string): Promise<FileForm> {
  const fields: Record<string, string> = {}
  let file: FileForm['file'] | null = null
  for await (const part of request.parts()) {
    if (part.type === 'file') file = { name: part.filename, bytes: await bytesOf(part) }
    else if (typeof part.value === 'string') fields[part.fieldname] = part.value
  }
  if (file === null) throw new Refused('bad_request', `The form holds no file. Send ${what} as the field file.`, { at: 'file' })
  return { file, fields }
}

/** Answers as soon as the file is too large. The rest of it is let run off, so that the sender hears the answer and not a broken connection. */
async function bytesOf({ file }: MultipartFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  await new Promise<void>((resolve, reject) => {
    file.on('data', (chunk: Buffer) => chunks.push(chunk))
    file.once('limit', () => {
      chunks.length = 0
      reject(new Refused('too_large', 'The file is larger than 20 MB. Send a smaller file.', { at: 'file' }))
    })
    file.once('end', resolve)
    file.once('error', reject)
  })
  return Buffer.concat(chunks)
}
