import { kept } from './kept'

/** How many answers are kept for all who use this phone; the oldest go first. */
const most = 200

/** What residents read. Registers, members, queues and complaints are never kept on a phone. */
const readable =
  /^\/(home|inbox|memberships|programme-areas|report-classes|(reports|proposals|bulletins|disclosures|evaluations|assets|conventions|convention-versions|ballots|calls)\/[^/]+|conventions\/[^/]+\/versions|ballots\/[^/]+\/result|communities\/[^/]+(\/(standing|reports|proposals|bulletins|disclosures|disclosure-categories|evaluations|rectifications|assets|rosters|duty-turns|conventions|ballots|calls))?)(\?|$)/

/** Whether an answer may be kept to be read again without network. */
export function mayKeep(path: string): boolean {
  return readable.test(path)
}

/** Whose answer it is, in which language, and what was asked. */
export interface Asked {
  account: string
  language: string
  path: string
}

const keyOf = ({ account, language, path }: Asked) => `${account} ${language} ${path}`

/** Keeps an answer in place of the one before. `still` is asked last: nothing is kept for somebody who has left. */
export async function keepAnswer(asked: Asked, answer: Response, still: () => boolean): Promise<void> {
  const body = await answer.text()
  const tx = (await kept()).transaction('answers', 'readwrite')
  if (still()) await tx.store.put({ key: keyOf(asked), account: asked.account, at: Date.now(), body })
  const over = (await tx.store.count()) - most
  let oldest = over > 0 ? await tx.store.index('at').openCursor() : null
  for (let n = 0; oldest && n < over; n++) {
    await oldest.delete()
    oldest = await oldest.continue()
  }
  await tx.done
}

/** The answer as it was read last. */
export async function answerKept(asked: Asked): Promise<Response | undefined> {
  const found = await (await kept()).get('answers', keyOf(asked))
  return found && new Response(found.body, { headers: { 'Content-Type': 'application/json' } })
}

/** Takes what an account has read from this phone. */
export async function eraseAnswers(account: string): Promise<void> {
  const tx = (await kept()).transaction('answers', 'readwrite')
  for (const key of await tx.store.index('account').getAllKeys(account)) await tx.store.delete(key)
  await tx.done
}
