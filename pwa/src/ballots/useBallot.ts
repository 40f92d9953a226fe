import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useSession } from '@/identity/session'
import { useLanguage } from '@/shared/use/useLanguage'
import { useVoteWaiting } from '@/shared/use/useVoteWaiting'
import { mayDo } from './ballotText'
import { type Choice, newNonce, receiptOf } from './receipt'
import { dropReceipts, keepReceipt, receiptsKept, settleReceipt, unanswered } from './receipts'

/** One vote, and casting in it. Both acts resolve when the server has said so, and never before. */
export function useBallot(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const session = useSession()
  const language = useLanguage()
  const waiting = useVoteWaiting()
  const path = (voterId: string) => ({ params: { path: { ballotId: toValue(id), voterId } } })
  const one = useQuery({
    key: () => ['ballots', 'one', toValue(id), language.value],
    query: () => ok(api.GET('/ballots/{ballotId}', { params: { path: { ballotId: toValue(id) } } })),
    enabled: () => toValue(id) !== '',
  })

  const casting = useMutation({ mutation: cast, onSettled: readAnew })
  const withdrawing = useMutation({
    mutation: async (voter: string) => {
      await ok(api.DELETE('/ballots/{ballotId}/votes/{voterId}', path(voter)))
      await dropReceipts(session.account, toValue(id), voter).catch(() => {})
    },
    onSettled: readAnew,
  })

  return {
    ballot: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    cast: (voter: string, choice: Choice) => casting.mutateAsync({ voter, choice }),
    casting: casting.isLoading,
    castError: casting.error,
    /** Begins anew: what went wrong before is no longer told. */
    forget: () => casting.reset(),
    withdraw: (voter: string) => withdrawing.mutateAsync(voter),
    withdrawing: withdrawing.isLoading,
    withdrawError: withdrawing.error,
  }

  /** Sends a vote with a nonce of this phone, kept before it is sent: asked again, it is the same vote. */
  async function cast({ voter, choice }: { voter: string; choice: Choice }): Promise<Schemas['VoteReceipt']> {
    const ballot = toValue(id)
    const { account } = session
    const before = unanswered(await receiptsKept(account, ballot).catch(() => []), voter, choice)
    const nonce = before?.nonce ?? newNonce()
    const { mark } = choice
    const said = mark === undefined ? { choices: [...(choice.choices ?? [])] } : { mark }
    const receipt = await receiptOf(ballot, choice, nonce)
    const sent = { account, ballot, voter, nonce, receipt, ...said }
    // Storage may be closed or full: the vote counts all the same, and the receipt is shown.
    await keepReceipt(sent).catch(() => {})
    const body = { ...(said as Pick<Schemas['VoteCast'], 'mark' | 'choices'>), nonce }
    const answer = await ok(api.PUT('/ballots/{ballotId}/votes/{voterId}', { ...path(voter), body })).catch(
      (thrown: unknown) => recorded(thrown, voter, receipt),
    )
    await settleReceipt({ ...sent, at: answer.at }).catch(() => {})
    return answer
  }

  /** The answer was lost the first time, and the server has this very vote; any other problem stays one. */
  async function recorded(thrown: unknown, voter: string, receipt: string): Promise<Schemas['VoteReceipt']> {
    if (problemOf(thrown).code !== 'vote_cast_already') throw thrown
    const { data } = await one.refetch()
    const mine = data?.my_voters.find(of => of.id === voter)
    if (mine?.vote?.receipt !== receipt) throw thrown
    return { voter_id: voter, standing: mine.standing, at: mine.vote.at, receipt }
  }

  async function readAnew(): Promise<void> {
    void cache.invalidateQueries({ key: ['ballots', 'list'] })
    void cache.invalidateQueries({ key: ['home'] })
    const { data } = await one.refetch()
    // What waited has been done; whether another one waits is told by the first page.
    if (waiting.value === `/ballots/${toValue(id)}` && !data?.my_voters.some(voter => mayDo(voter).cast))
      waiting.value = ''
  }
}
