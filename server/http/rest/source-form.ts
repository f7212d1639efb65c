import type { FastifyRequest } from 'fastify'
import { Refused } from '../../errors.ts'
import { readFileForm } from './file-form.ts'
import type { Form } from './route.ts'

/** `multipart/form-data` with the CSV as `file`, and beside it `mapping` as JSON and `expectedRows`. */
export async function readSourceForm(request: FastifyRequest): Promise<Form> {
  const { file, fields } = await readFileForm(request, 'the CSV')
  const { fileName = file.name, mapping, expectedRows } = fields
  return {
    file: file.bytes,
    body: {
      fileName,
      csv: '',
      ...(mapping === undefined ? {} : { mapping: parseMapping(mapping) }),
      ...(expectedRows === undefined ? {} : { expectedRows: Number(expectedRows) }),
    },
  }
}

function parseMapping(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refused('bad_request', 'mapping: is no JSON. Send the mapping as a preview answers it.', { at: 'mapping', cause })
  }
}
