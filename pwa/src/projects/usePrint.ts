import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'

/** Everything of a project that a sheet needs, all pages of a list at once, oldest first as a ledger is kept. */
export function useSheet(id: MaybeRefOrGetter<string>, what: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['projects', 'sheet', toValue(id), toValue(what)],
    query: () => sheetOf(toValue(id), toValue(what)),
  })
}

export interface Sheet {
  gifts?: Schemas['Contribution'][]
  sums?: Schemas['ContributionSum'][]
  funds?: Schemas['FundPage']
  entries?: Schemas['FundEntry'][]
  record?: Schemas['ProjectRecord']
}

async function sheetOf(projectId: string, what: string): Promise<Sheet> {
  const path = { projectId }
  if (what === 'project') return {}
  if (what === 'contributions') {
    const pages = await all(after =>
      ok(api.GET('/projects/{projectId}/contributions', { params: { path, query: { limit: 100, after } } })),
    )
    const gifts = pages.flatMap(page => page.items).filter(one => one.state === 'confirmed')
    return { gifts: gifts.reverse(), sums: pages[0]!.sums }
  }
  if (what === 'funds') {
    const pages = await all(after =>
      ok(api.GET('/projects/{projectId}/funds', { params: { path, query: { limit: 100, after } } })),
    )
    return { funds: pages[0]!, entries: pages.flatMap(page => page.items).reverse() }
  }
  return {
    record: await ok(api.GET('/project-records/{recordId}', { params: { path: { recordId: what } } })),
  }
}

async function all<P extends { next?: string }>(read: (after?: string) => Promise<P>): Promise<P[]> {
  const pages: P[] = []
  let after: string | undefined
  do {
    const page = await read(after)
    pages.push(page)
    after = page.next
  } while (after)
  return pages
}
