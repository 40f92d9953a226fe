import 'fake-indexeddb/auto'
import { Blob as NodeBlob } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { draftKey, keepDraft, keepPhoto, readDraft } from '@/shared/drafts'
import { closeKept, eraseKept, kept } from '@/shared/kept'
import { Sender } from '@/shared/outbox/sender'
import { enqueue, photoOf, unsentOf, waitingOf } from '@/shared/outbox/store'
import { type Draft, begun, freshDraft, itemOf, kind } from './draft'
import { takeBack } from './draftStore'
import { sendReport } from './sendReport'

type Reply = () => Response | Promise<Response>
const server = vi.fn<(request: Request) => Promise<Response>>()
const sent = vi.fn()
const me = 'a1'

/** The ids of the photos that arrived; the network takes them all. */
const arrived = vi.fn<(id: string) => void>()

class Form extends Map<string, unknown> {
  append(name: string, value: unknown) {
    this.set(name, value)
  }
}

class Upload {
  upload: { onprogress?: (event: object) => void } = {}
  status = 0
  responseText = ''
  onload = () => {}
  open() {}
  abort() {}
  setRequestHeader() {}
  getResponseHeader = () => null
  send(form: FormData) {
    const id = form.get('id') as string
    arrived(id)
    this.status = 201
    this.responseText = JSON.stringify({ id, width: 4, height: 3, bytes: 4 })
    queueMicrotask(this.onload)
  }
}

function answer(...replies: Reply[]): void {
  server.mockReset()
  for (const reply of replies) server.mockImplementationOnce(async () => reply())
}
const confirmed =
  (id: string, status = 201): Reply =>
  () =>
    Response.json({ id }, { status })
const refused =
  (status: number, code: string, more = {}): Reply =>
  () =>
    Response.json({ type: 'about:blank', title: `so: ${code}`, status, code, ...more }, { status })
const silent: Reply = () => Promise.reject(new TypeError('Failed to fetch'))

async function written(over: Partial<Draft> = {}): Promise<Draft> {
  const draft: Draft = {
    ...freshDraft(),
    class: '0102',
    className: '暴露垃圾',
    place: { spot: { x: 500, y: 500 } },
    photos: [{ id: crypto.randomUUID(), width: 4, height: 3, sent: false }],
    ...over,
  }
  for (const photo of draft.photos) {
    await keepPhoto({
      id: photo.id,
      account: me,
      blob: new Blob(['jpeg'], { type: 'image/jpeg' }),
      width: 4,
      height: 3,
    })
  }
  await keepDraft(me, kind, draft, begun(draft), 1)
  return draft
}

async function posted(over: Partial<Draft> = {}): Promise<Draft> {
  const draft = await written(over)
  await enqueue(itemOf(draft, me, 'c1', Date.now()), draftKey(me, kind))
  return draft
}

function sender(): Sender {
  return new Sender({ report: sendReport }, { changed() {}, progress() {}, sent })
}

async function sendAll(): Promise<void> {
  const one = sender()
  one.for(me)
  await one.run()
  one.for('')
}

beforeEach(async () => {
  vi.stubGlobal('Blob', NodeBlob) // structuredClone knows Node's
  vi.stubGlobal('fetch', server)
  vi.stubGlobal('XMLHttpRequest', Upload)
  vi.stubGlobal('FormData', Form)
  arrived.mockReset()
  sent.mockReset()
  await eraseKept(me)
})
afterEach(() => vi.unstubAllGlobals())

describe('a draft on this phone', () => {
  it('is there after the app was killed, with its photo', async () => {
    const draft = await written({ text: '三天没人收' })
    await closeKept()
    expect(await readDraft(me, kind)).toEqual(draft)
    expect(await (await photoOf(draft.photos[0]!.id))!.text()).toBe('jpeg')
  })

  it('is not seen by another person on the same phone', async () => {
    await written()
    expect(await readDraft('a2', kind)).toBeUndefined()
    expect(await waitingOf('a2')).toEqual([])
  })

  it('goes into the outbox as a whole: it is never in both, nor in none', async () => {
    await posted()
    expect(await readDraft(me, kind)).toBeUndefined()
    expect(await waitingOf(me)).toHaveLength(1)
  })
})

describe('the outbox', () => {
  it('gives a report up only when the server has confirmed it, photos first', async () => {
    const draft = await posted()
    answer(confirmed(draft.id))
    await sendAll()
    expect(arrived.mock.calls.flat()).toEqual([draft.photos[0]!.id])
    expect(await waitingOf(me)).toEqual([])
    expect(await photoOf(draft.photos[0]!.id)).toBeUndefined()
    expect(sent).toHaveBeenCalledOnce()
  })

  it('waits and tries again where there is no network', async () => {
    const draft = await posted()
    answer(silent)
    await sendAll()
    const [item] = await waitingOf(me)
    expect(item).toMatchObject({ state: 'waiting', attempts: 1, problem: { code: 'network' } })
    expect(item!.notBefore).toBeGreaterThan(Date.now())
    expect(sent).not.toHaveBeenCalled()
    answer(confirmed(draft.id))
    await sender().run(true) // signed out: nothing is sent for nobody
    expect(server).not.toHaveBeenCalled()
    const one = sender()
    one.for(me)
    await one.run(true)
    one.for('')
    expect(await waitingOf(me)).toEqual([])
  })

  it('does not send a photo again that the server has confirmed', async () => {
    const draft = await posted()
    answer(silent)
    await sendAll()
    answer(confirmed(draft.id, 200))
    const one = sender()
    one.for(me)
    await one.run(true)
    one.for('')
    expect(arrived).toHaveBeenCalledOnce()
    expect(sent).toHaveBeenCalledOnce()
  })

  it('sends photos once more that the server has swept meanwhile', async () => {
    const draft = await posted()
    answer(silent)
    await sendAll()
    answer(refused(404, 'media_not_found'), confirmed(draft.id))
    const one = sender()
    one.for(me)
    await one.run(true)
    one.for('')
    expect(arrived).toHaveBeenCalledTimes(2)
    expect(await waitingOf(me)).toEqual([])
  })

  it('keeps the time that a busy server asks for', async () => {
    await posted()
    answer(refused(503, 'unavailable', { retry_after: 120 }))
    const before = Date.now()
    await sendAll()
    expect((await waitingOf(me))[0]!.notBefore).toBeGreaterThanOrEqual(before + 120_000)
  })

  it('takes a page of the network for no confirmation', async () => {
    await posted()
    answer(() => new Response('<html>请先登录无线网</html>', { status: 200 }))
    await sendAll()
    expect((await waitingOf(me))[0]).toMatchObject({ state: 'waiting', problem: { code: 'unreadable' } })
  })

  it('stops at a refusal with its sentence, and sends the next one', async () => {
    await posted({ photos: [] })
    const second = await posted({ photos: [] })
    answer(refused(422, 'report_place_far'), confirmed(second.id))
    await sendAll()
    const waiting = await waitingOf(me)
    expect(waiting).toHaveLength(1)
    expect(waiting[0]).toMatchObject({ state: 'stopped', problem: { title: 'so: report_place_far' } })
  })

  it('never sends in the name of somebody who signed in meanwhile', async () => {
    await posted()
    const one = sender()
    arrived.mockImplementation(() => one.for('a2'))
    answer()
    one.for(me)
    await one.run()
    expect(server).not.toHaveBeenCalled()
    expect((await waitingOf(me))[0]).toMatchObject({ state: 'waiting', problem: { code: 'unauthenticated' } })
  })

  it('gives a stopped item back to be mended, but not over another draft', async () => {
    const draft = await posted({ text: '第一条' })
    answer(refused(422, 'report_place_far'))
    await sendAll()
    const [item] = await waitingOf(me)
    const other = await written({ text: '第二条' })
    expect(await takeBack(item!, 1)).toBe(false)
    await keepDraft(me, kind, { ...freshDraft(), id: other.id }, false, 1)
    expect(await takeBack(item!, 1)).toBe(true)
    expect(await readDraft(me, kind)).toMatchObject({ id: draft.id, text: '第一条' })
    expect(await waitingOf(me)).toEqual([])
  })

  it('counts what would be missed, and erases it when asked', async () => {
    await posted()
    await written({ text: '还没写完' })
    expect(await unsentOf(me)).toEqual({ items: 1, drafts: 1 })
    await eraseKept(me)
    expect(await unsentOf(me)).toEqual({ items: 0, drafts: 0 })
    expect(await (await kept()).count('photos')).toBe(0)
  })
})
