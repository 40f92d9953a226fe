import { type MaybeRefOrGetter, onScopeDispose, ref, toValue, watch } from 'vue'
import { type Schemas, api, ok } from '@/api/client'

type Clause = Schemas['ConventionClause']
type Finding = Schemas['ConventionFinding']

const rest = 900

/** What in a text a convention may not say, asked anew once the typing rests. Without network it says what it knew. */
export function useLint(
  communityId: MaybeRefOrGetter<string>,
  clauses: MaybeRefOrGetter<readonly Clause[]>,
  known: MaybeRefOrGetter<readonly Finding[]>,
) {
  const findings = ref<readonly Finding[]>(toValue(known))
  let clock: ReturnType<typeof setTimeout> | undefined
  let last = ''
  const written = () =>
    toValue(clauses)
      .filter(clause => clause.text.trim() !== '')
      .map(({ id, heading, title, text, topic }) => ({
        id,
        heading: heading?.trim() || undefined,
        title: title?.trim() || undefined,
        text: text.trim(),
        topic,
      }))
  watch(
    () => JSON.stringify(written()),
    () => {
      clearTimeout(clock)
      clock = setTimeout(() => void ask(), rest)
    },
  )
  onScopeDispose(() => clearTimeout(clock))

  async function ask(): Promise<void> {
    const asked = JSON.stringify(written())
    last = asked
    try {
      const answer = await ok(
        api.POST('/communities/{communityId}/convention-lint', {
          params: { path: { communityId: toValue(communityId) } },
          body: { clauses: written() },
        }),
      )
      // What was typed while it was under way is asked by itself.
      if (asked === last) findings.value = answer.findings
    } catch {
      // It is looked through again when it is saved, and before it is shown to anybody.
    }
  }
  return { findings }
}
