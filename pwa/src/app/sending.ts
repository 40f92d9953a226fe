import { useQueryCache } from '@pinia/colada'
import { watch } from 'vue'
import { useSession } from '@/identity/session'
import { sendReport } from '@/reports/sendReport'
import { onSent, startOutbox } from '@/shared/outbox/outbox'
import { useAnnounce } from '@/shared/use/useAnnounce'
import { say } from '@/shared/words'
import { watchInstall } from './install'

/** Sends what waits on this phone, in the name of whoever is signed in. */
export function startSending(): void {
  watchInstall()
  const session = useSession()
  const announce = useAnnounce()
  const outbox = startOutbox({ report: sendReport })
  const cache = useQueryCache()
  onSent(({ title }) => {
    void cache.invalidateQueries({ key: ['reports', 'list'] })
    void cache.invalidateQueries({ key: ['home'] })
    announce(say('app.sent', { name: title }))
  })
  watch(
    () => session.account,
    account => outbox.follow(account),
    { immediate: true },
  )
}
