import { watch } from 'vue'
import { useSession } from '@/identity/session'
import { sendReport } from '@/reports/sendReport'
import { startOutbox } from '@/shared/outbox/outbox'

/** Sends what waits on this phone, in the name of whoever is signed in. */
export function startSending(): void {
  const session = useSession()
  const outbox = startOutbox({ report: sendReport })
  watch(
    () => session.resident?.id ?? '',
    account => outbox.follow(account),
    { immediate: true },
  )
}
