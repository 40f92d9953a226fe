import { useMutation } from '@pinia/colada'
import { computed, ref } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useKeptDraft } from '@/shared/use/useKeptDraft'
import { type Clash, type Text, equal, merge, textOf } from './merge'
import { readVersion, useFresh } from './useConventions'
import type { Version } from './useConventions'

/** A text being edited, with the one it started from: kept on this phone until the server has it. */
export interface Editing {
  /** The revision that was edited. */
  revision: number
  base: Text
  text: Text
  explanations: Schemas['ConventionExplanation'][]
  note: string
}

function begin(version: Version): Editing {
  return {
    revision: version.revision,
    base: textOf(version),
    text: textOf(version),
    explanations: version.findings.flatMap(({ clause_id, rule, explanation }) =>
      explanation ? [{ clause_id, rule, text: explanation }] : [],
    ),
    note: '',
  }
}

const trimmed = (text: string) => text.trim() || undefined

/** What is sent: nothing empty, nothing of clauses that are gone. */
export function bodyOf({ revision, text, explanations, note }: Editing): Schemas['ConventionText'] {
  const clauses = text.clauses.map(({ id, heading, title, text: words, topic }) => ({
    id,
    heading: trimmed(heading ?? ''),
    title: trimmed(title ?? ''),
    text: words.trim(),
    topic,
  }))
  const ids = new Set(clauses.map(clause => clause.id))
  const why = explanations.filter(one => ids.has(one.clause_id) && one.text.trim().length >= 2)
  return {
    revision,
    clauses,
    preamble: trimmed(text.preamble),
    short: trimmed(text.short),
    explanations: why.length ? why : undefined,
    note: trimmed(note),
  }
}

/** Editing a version. Where somebody else saved meanwhile, both are put together, and what clashes is asked. */
export function useEditing(account: string, version: Version) {
  const fresh = useFresh()
  const { draft, drop } = useKeptDraft(
    account,
    `convention/${version.summary.id}`,
    () => begin(version),
    one => !equal(one.base, one.text) || one.note.trim() !== '',
  )
  const clashes = ref<Clash[]>([])
  /** What the other one made of the text that both started from. */
  const others = ref<{ before: Text; after: Text }>()
  const saving = useMutation({
    mutation: (body: Schemas['ConventionText']) =>
      ok(
        api.PUT('/convention-versions/{versionId}/text', {
          params: { path: { versionId: version.summary.id } },
          body,
        }),
      ),
  })
  const dirty = computed(() => !equal(draft.value.base, draft.value.text) || draft.value.note.trim() !== '')

  async function save(): Promise<boolean> {
    try {
      const saved = await saving.mutateAsync(bodyOf(draft.value))
      fresh(saved)
      drop()
      draft.value = begin(saved)
      clashes.value = []
      others.value = undefined
      return true
    } catch (thrown) {
      if (problemOf(thrown).code === 'convention_changed_meanwhile') await meet()
      return false
    }
  }

  /** Puts together what the other one saved and what stands here. */
  async function meet(): Promise<void> {
    const theirs = await readVersion(version.summary.id)
    const after = textOf(theirs)
    const merged = merge(draft.value.base, draft.value.text, after)
    others.value = { before: draft.value.base, after }
    clashes.value = merged.clashes
    draft.value = { ...draft.value, revision: theirs.revision, base: after, text: merged.text }
  }

  return { draft, dirty, save, saving: saving.isLoading, error: saving.error, clashes, others }
}
