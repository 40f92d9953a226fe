export const base = `${location.origin}/api/v1`

/** The Web Lock under which tabs take turns at exchanging the refresh cookie. */
export async function exclusive<T>(act: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks
  return locks ? await locks.request('wugong-refresh', act) : await act()
}
