const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether PostgreSQL reads the text as a uuid in its usual form. */
export const isUuid = (text: string): boolean => shape.test(text)
