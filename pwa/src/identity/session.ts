import { useQueryCache } from '@pinia/colada'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { connect, drop, hold, renew } from '@/api/token'
import { useLocalSetting } from '@/shared/use/useLocalSetting'
import { currentLanguage } from '@/shared/words'
import { eraseReading, readingOf } from './readBefore'

const flag = 'signed-in'

/** Who is signed in on this device. Knows no more than that: what the server answered lies in the query cache. */
export const useSession = defineStore('session', () => {
  const cache = useQueryCache()
  /** Somebody signed in here and did not sign out; the server may see it otherwise. */
  const signedIn = useLocalSetting(flag, false)
  const resident = ref<Schemas['Resident']>()
  /** Whose things lie on this phone; known without network too. */
  const account = useLocalSetting('account', '')
  const leaving: (() => Promise<void> | void)[] = []
  let booting: Promise<void> | undefined

  connect({
    language: currentLanguage,
    signedIn: () => signedIn.value,
    renewed: grant => greet(grant.resident),
    ended: () => void forget(),
    ...readingOf(() => account.value, currentLanguage),
  })
  window.addEventListener('storage', change => {
    // Signed out in another tab: this one shows nothing private any longer.
    if (change.key === `wugong.${flag}` && change.newValue !== 'true') void forget()
  })

  return {
    signedIn,
    resident,
    account,
    isGuest: computed(() => !signedIn.value),
    boot,
    signIn,
    signOut,
    change,
    onLeave,
    forget,
  }

  /** Finds out who is signed in. Asks the server only if somebody was; without network nobody is signed out. */
  function boot(): Promise<void> {
    booting ??= signedIn.value
      ? renew('').catch(() => {
          booting = undefined
        })
      : Promise.resolve()
    return booting
  }

  async function signIn(phone: string, code: string): Promise<Schemas['Resident']> {
    const grant = await ok(api.POST('/auth/sessions', { body: { phone, code } }))
    await forget()
    hold(grant)
    greet(grant.resident)
    signedIn.value = true
    return grant.resident
  }

  /** Ends this session, or all of this person's. A session that is over already is as good as ended. */
  async function signOut(everywhere = false): Promise<void> {
    try {
      await ok(everywhere ? api.DELETE('/auth/sessions') : api.DELETE('/auth/session'))
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (problem.status !== 401) throw problem
    }
    await forget()
  }

  function greet(who: Schemas['Resident']): void {
    resident.value = who
    account.value = who.id
  }

  async function change(to: Schemas['ResidentChange']): Promise<void> {
    resident.value = await ok(api.PATCH('/me', { body: to }))
  }

  /** Has something done when the person leaves: erase what was kept on this device. */
  function onLeave(act: () => Promise<void> | void): void {
    leaving.push(act)
  }

  /** Takes all that is known of the person out of the app; they are a guest then. */
  async function forget(): Promise<void> {
    const left = account.value
    drop()
    signedIn.value = false
    resident.value = undefined
    account.value = ''
    booting = undefined
    for (const entry of cache.getEntries()) cache.remove(entry)
    if (left) await eraseReading(left)
    await Promise.all(leaving.map(async act => act()))
  }
})
