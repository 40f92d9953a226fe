import { describe, expect, it } from 'vitest'
import { type Component, createApp, nextTick } from 'vue'
import { i18n, loadWords } from '@/shared/words'
import ImportProgress from './ImportProgress.vue'

async function shown(part: number, people?: number) {
  await loadWords('app', 'communities')
  const root = document.createElement('div')
  const app = createApp(ImportProgress as Component, { part, people }).use(i18n)
  app.mount(root)
  await nextTick()
  const told = {
    words: root.querySelector('[aria-hidden]')?.textContent,
    spoken: root.querySelector('[role=status]')?.textContent,
    value: root.querySelector('progress')?.getAttribute('value'),
  }
  app.unmount()
  return told
}

describe('the progress of an import', () => {
  it.each([
    ['begins', 0, undefined, '正在发送文件：0%', '正在发送文件：0%', '0'],
    [
      'is seen by per cent and heard by quarters',
      0.689,
      undefined,
      '正在发送文件：68%',
      '正在发送文件：50%',
      '0.689',
    ],
    ['waits for the check', 1, undefined, '正在检查整个文件……', '正在检查整个文件……', null],
    [
      'waits for as many people as were found',
      1,
      812,
      '正在写入 812 人，请不要关掉这一页……',
      '正在写入 812 人，请不要关掉这一页……',
      null,
    ],
  ])('%s', async (_, part, people, words, spoken, value) => {
    expect(await shown(part, people)).toEqual({ words, spoken, value })
  })
})
