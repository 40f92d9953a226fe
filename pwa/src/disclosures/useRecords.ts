import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'

export const forms = ['minutes', 'signIn', 'notice', 'ledger', 'survey'] as const
export type Form = (typeof forms)[number]

/** From which records each form is filled. */
export const sourceOf = {
  minutes: 'bulletins',
  signIn: 'people',
  notice: 'bulletins',
  ledger: 'disclosures',
  survey: 'proposals',
} as const satisfies Record<Form, string>

/** What a form is filled with: words, accounts, or rows to sign or to tick. */
export interface Filling {
  id: string
  title: string
  text?: string
  date?: string
  issuer?: string
  disclosure?: Schemas['Disclosure']
  rows?: { name: string; door: string }[]
  topics?: string[]
}

/** The records of a community that a form can be filled from. Telephone numbers are in none. */
export function useRecords(
  communityId: MaybeRefOrGetter<string>,
  form: MaybeRefOrGetter<Form | undefined>,
  allowed: MaybeRefOrGetter<boolean>,
) {
  const query = useQuery({
    key: () => ['toolbox', toValue(communityId), toValue(form) ?? ''],
    query: () => recordsOf(toValue(communityId), toValue(form)!),
    enabled: () => toValue(communityId) !== '' && toValue(form) !== undefined && toValue(allowed),
  })
  return {
    records: computed(() => query.data.value ?? []),
    error: query.error,
    isPending: query.isPending,
    retry: () => query.refetch(),
  }
}

async function recordsOf(communityId: string, form: Form): Promise<Filling[]> {
  const path = { communityId }
  if (form === 'signIn') return (await Promise.all([bodies(communityId), buildings(communityId)])).flat()
  if (form === 'ledger') {
    const lists = await Promise.all(
      (['board', 'past'] as const).map(shelf =>
        ok(
          api.GET('/communities/{communityId}/disclosures', {
            params: { path, query: { shelf, limit: 10 } },
          }),
        ),
      ),
    )
    const withSums = lists.flatMap(list => list.items).filter(one => one.sums)
    const wholes = await Promise.all(
      withSums.map(one =>
        ok(api.GET('/disclosures/{disclosureId}', { params: { path: { disclosureId: one.id } } })),
      ),
    )
    return wholes.map(disclosure => ({ id: disclosure.id, title: disclosure.title, disclosure }))
  }
  if (form === 'survey') {
    const { items } = await ok(
      api.GET('/communities/{communityId}/proposals', { params: { path, query: { limit: 12 } } }),
    )
    return items.length ? [{ id: 'needs', title: '', topics: items.map(one => one.title) }] : []
  }
  const { items } = await ok(
    api.GET('/communities/{communityId}/bulletins', { params: { path, query: { limit: 20 } } }),
  )
  const wholes = await Promise.all(
    items
      .filter(one => one.state === 'published')
      .map(one => ok(api.GET('/bulletins/{bulletinId}', { params: { path: { bulletinId: one.id } } }))),
  )
  return wholes.map(one => ({
    id: one.id,
    title: one.title,
    text: one.text,
    date: one.publish_at,
    issuer: one.issuer.name,
  }))
}

/** Who sits in each body, in the order of the register. */
async function bodies(communityId: string): Promise<Filling[]> {
  const { items } = await ok(
    api.GET('/communities/{communityId}/bodies', { params: { path: { communityId }, query: { limit: 20 } } }),
  )
  const wholes = await Promise.all(
    items.map(one => ok(api.GET('/bodies/{bodyId}', { params: { path: { bodyId: one.id } } }))),
  )
  return wholes
    .filter(one => one.members.length)
    .map(one => ({ id: one.id, title: one.name, rows: one.members.map(({ name }) => ({ name, door: '' })) }))
}

/** The doors of each building with who represents them, by the register. */
async function buildings(communityId: string): Promise<Filling[]> {
  const path = { communityId }
  const households: Schemas['HouseholdSummary'][] = []
  let after: string | undefined
  do {
    const page = await ok(
      api.GET('/communities/{communityId}/households', { params: { path, query: { limit: 100, after } } }),
    )
    households.push(...page.items)
    after = page.next
  } while (after)
  const by = new Map<string, Filling>()
  for (const one of households) {
    const title = `${one.estate} ${one.building}`
    const record = by.get(title) ?? { id: title, title, rows: [] }
    record.rows!.push({ name: one.representative ?? '', door: one.door })
    by.set(title, record)
  }
  return [...by.values()]
}
