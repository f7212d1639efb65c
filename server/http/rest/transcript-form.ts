import type { FastifyRequest } from 'fastify'
import { Refused } from '../../errors.ts'
import { readFileForm } from './file-form.ts'
import type { Form } from './route.ts'

/**
 * `multipart/form-data` with a `file` and, before or after it, `details` (JSON), `format` and `fileName`. The file's bytes stay as they
 * came, whatever their encoding.
 */
export async function readTranscriptForm(request: FastifyRequest): Promise<Form> {
  const { file, fields } = await readFileForm(request, 'the transcript')
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
