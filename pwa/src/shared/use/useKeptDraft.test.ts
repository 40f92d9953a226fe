import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { keepDraft, readDraft } from '../drafts'
import { useKeptDraft } from './useKeptDraft'

const fresh = () => ({ text: '' })
const begun = (one: { text: string }) => one.text !== ''
const settled = () => new Promise(done => setTimeout(done, 20))

function open(account: string) {
  const scope = effectScope()
  return { scope, ...scope.run(() => useKeptDraft(account, 'words', fresh, begun))! }
}

it('keeps what is written for the next time, for its author only', async () => {
  const { scope, draft } = open('a1')
  await settled()
  draft.value.text = 'half a sentence'
  await nextTick()
  await settled()
  scope.stop()
  const again = open('a1')
  const other = open('a2')
  await settled()
  expect([again.draft.value.text, other.draft.value.text]).toEqual(['half a sentence', ''])
})

it('is gone once it was sent, though its sheet closes in the same moment', async () => {
  await keepDraft('a3', 'words', { text: 'sent' }, true, 1)
  const { scope, drop } = open('a3')
  await settled()
  drop()
  scope.stop()
  await settled()
  expect(await readDraft('a3', 'words')).toBeUndefined()
})
