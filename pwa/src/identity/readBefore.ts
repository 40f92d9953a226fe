import type { Asked } from '@/shared/keptAnswers'

/** Comes with the first answer; what it holds is of no use before. */
const shelf = () => import('@/shared/keptAnswers')

/** Keeps what the person of this phone reads, and finds it again without network. Storage may be closed or full. */
export function readingOf(account: () => string, language: () => string) {
  const asked = (path: string): Asked => ({ account: account(), language: language(), path })

  return {
    read(path: string, answer: Response): void {
      const what = asked(path)
      const copy = answer.clone()
      void shelf()
        .then(({ mayKeep, keepAnswer }) =>
          mayKeep(path) ? keepAnswer(what, copy, () => account() === what.account) : copy.body?.cancel(),
        )
        .catch(() => {})
    },
    readBefore: (path: string): Promise<Response | undefined> =>
      shelf()
        .then(({ answerKept }) => answerKept(asked(path)))
        .catch(() => undefined),
  }
}

/** Takes it all away when the person leaves. */
export async function eraseReading(account: string): Promise<void> {
  await shelf()
    .then(({ eraseAnswers }) => eraseAnswers(account))
    .catch(() => {})
}
