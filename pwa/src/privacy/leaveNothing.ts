import { eraseFor } from '@/shared/outbox/outbox'
import { eraseTraces } from '@/shared/use/eraseTraces'

/** After an account is deleted: takes all that this phone kept of it, and the person is a guest. */
export async function leaveNothing(session: { forget(): Promise<void> }, account: string): Promise<void> {
  await session.forget()
  await eraseFor(account)
  await eraseTraces()
}
