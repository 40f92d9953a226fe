import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { dayText } from '@/shared/format/dates'
import { say } from '@/shared/words'
import type { Field } from './fields'
import { type RecordType, recordForms } from './recordForms'

type Pick = { value: string; text: string }

/** What a form can refer to: records of the project that stand, and votes of the community. */
export function usePicks(
  project: MaybeRefOrGetter<Schemas['Project']>,
  fields: MaybeRefOrGetter<readonly Field[]>,
) {
  const from = () => toValue(fields).flatMap(field => (field.kind === 'pick' ? [field.from] : []))
  const asked = useQuery({
    key: () => ['projects', 'picks', toValue(project).id, from().join()],
    query: () => Promise.all(from().map(async one => [one, await picksOf(toValue(project), one)] as const)),
    enabled: () => from().length > 0,
  })
  return { picks: computed<Record<string, Pick[]>>(() => Object.fromEntries(asked.data.value ?? [])) }
}

async function picksOf(project: Schemas['Project'], from: string): Promise<Pick[]> {
  if (from === 'ballot') return votesOf(project.community_id)
  if (!(from in recordForms)) return []
  const type = from as RecordType
  const { items } = await ok(
    api.GET('/projects/{projectId}/records', {
      params: { path: { projectId: project.id }, query: { type, limit: 50 } },
    }),
  )
  return items.filter(one => one.in_force).map(one => ({ value: one.id, text: nameOf(one) }))
}

async function votesOf(communityId: string): Promise<Pick[]> {
  const lists = await Promise.all(
    (['closed', 'current'] as const).map(shelf =>
      ok(
        api.GET('/communities/{communityId}/ballots', {
          params: { path: { communityId }, query: { shelf, limit: 30 } },
        }),
      ),
    ),
  )
  return lists
    .flatMap(list => list.items)
    .map(one => ({
      value: one.id,
      text: `${one.title} · ${one.number} · ${say(`ballots.state.${one.state}`)}`,
    }))
}

/** How a record is called in a list of its type: by its own words, and its day. */
export function nameOf(record: Named): string {
  const { body } = record
  const words =
    body.deliberation?.topic ??
    body.option?.title ??
    body.stakeholder?.name ??
    body.quality_issue?.place ??
    body.change_order?.what ??
    body.photo_point?.name ??
    body.publicity?.content ??
    body.answer?.text ??
    ''
  const short = [...words.replace(/\s+/g, ' ')].slice(0, 30).join('')
  return [short || say(`projectForms.type.${record.type}`), dayText(record.occurred_at)].join(' · ')
}

type Named = { body: Schemas['ProjectRecordBody']; type: RecordType; occurred_at: string }
