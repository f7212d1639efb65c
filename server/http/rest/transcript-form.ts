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
    if (part.type === 'file') file = { name: part.filename, bytes: await part.toBuffer() }
    else if (typeof part.value === 'string') fields[part.fieldname] = part.value
  }
  if (file === null) throw new Refused('bad_request', 'The form holds no file. Send the transcript as the field file.', { at: 'file' })
  const { fileName = file.name, format, details } = fields
  return {
    file: file.bytes,
    body: { fileName, transcript: '', ...(format === undefined ? {} : { format }), ...(details === undefined ? {} : { details: parseDetails(details) }) },
  }
}

function parseDetails(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refused('bad_request', 'The field details is not valid JSON.', { at: 'details', cause })
  }
}
