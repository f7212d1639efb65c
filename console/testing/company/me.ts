import { type Me, permissions, type User } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'

/** Who looks at the console. */
export const user: User = {
  id: id('user', 1),
  email: 'mara.lindqvist@northbeam.example',
  name: 'Mara Lindqvist',
  role: 'admin',
  totp: false,
  createdAt: ago(60 * day),
}
export const me: Me = { user, permissions: [...permissions], workspace: { name: 'Northbeam', demo: true, empty: false, version: '0.1.0' } }
