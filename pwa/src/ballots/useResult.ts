import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { api, ok } from '@/api/client'
import { type SavedFile, ballotFile } from '@/api/download'
import { hexOf } from './receipt'
import { sha256 } from './sha256'

/** The result of a vote, once there is one. */
export function useResult(id: MaybeRefOrGetter<string>, there: MaybeRefOrGetter<boolean>) {
  const path = () => ({ params: { path: { ballotId: toValue(id) } } })
  const result = useQuery({
    key: () => ['ballots', 'result', toValue(id)],
    query: () => ok(api.GET('/ballots/{ballotId}/result', path())),
    enabled: () => toValue(there),
  })
  return {
    result: result.data,
    error: result.error,
    isPending: result.isPending,
    retry: () => result.refetch(),
  }
}

/** The list of receipts as it is published. */
export function readReceipts(ballotId: string) {
  return ok(api.GET('/ballots/{ballotId}/receipts', { params: { path: { ballotId } } }))
}

/** The file to count again from, and whether it is the one whose hash stands beside the result. */
export async function readDocument(ballotId: string, hash: string): Promise<SavedFile & { same: boolean }> {
  const file = await ballotFile(ballotId)
  const bytes = new Uint8Array(await new Response(file.content).arrayBuffer())
  return { ...file, same: hexOf(await sha256(bytes)) === hash }
}
