import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../../errors.ts'
import type { Form } from './route.ts'

/**
 * `multipart/form-data` with a `file` and, before or after it, `details` (JSON), `format` and `fileName`. The file's bytes stay as they
 * came, whatever their encoding.
 */
export async function readTranscriptForm(request: FastifyRequest): Promise<Form> {
  const fields: Record<string, string> = {}
  let file: { name: string; bytes: Buffer } | null = null
  for await (const part of request.parts()) {
    if (part.type === 'file') file = { name: part.filename, bytes: await bytesOf(part) }
    else if (typeof part.value === 'string') fields[part.fieldname] = part.value
  }
  if (file === null) throw new Refused('bad_request', 'The form holds no file. Send the transcript as the field file.', { at: 'file' })
  const { fileName = file.name, format, details } = fields
  return {
    file: file.bytes,
    body: { fileName, transcript: '', ...(format === undefined ? {} : { format }), ...(details === undefined ? {} : { details: parseDetails(details) }) },
  }
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

function parseDetails(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refused('bad_request', 'The field details is not valid JSON.', { at: 'details', cause })
  }
}
