import type { FastifyRequest } from 'fastify'
import { readFileForm } from './file-form.ts'
import type { Form } from './route.ts'

/** `multipart/form-data` with the CSV as `file`; its bytes stay as they came, as Excel does not always write UTF-8. */
export async function readCsvForm(request: FastifyRequest): Promise<Form> {
  const { file, fields } = await readFileForm(request, 'the CSV')
  return { file: file.bytes, body: { fileName: fields.fileName ?? file.name, csv: '' } }
}
