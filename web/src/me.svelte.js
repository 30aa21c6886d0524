// Who uses the page, and whether they may write. Asked once, and again after login or logout.
import { get } from './api.js'

export const me = $state({ name: null, role: null, local: false, may_write: false, may_paste: false, users: false, login_to_read: false, known: false })

/** Take over an answer of /me, or ask for one. */
export async function learn(answered) {
  try {
    const found = answered ?? (await get('me'))
    Object.assign(me, found, { local: found.how === 'local', known: true })
  } catch {
    me.known = true  // Nobody in particular: reading goes on, and each view says itself what failed.
  }
}
