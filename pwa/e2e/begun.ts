import { type APIRequestContext, expect } from '@playwright/test'
import { by } from './people'

/** A project that the committee has just begun from a resident's proposal, over the API. */
export async function begun(request: APIRequestContext): Promise<void> {
  const post = async (number: string, path: string, data: object) => {
    const made = await request.post(`/api/v1${path}`, { headers: await by(number), data })
    expect(made.ok(), await made.text()).toBe(true)
  }
  const [resident, committee] = ['19900000103', '19900000105']
  const mine = await request.get('/api/v1/memberships', { headers: await by(resident) })
  const { items } = (await mine.json()) as { items: { community_id: string }[] }
  const [community_id, proposal_id] = [items[0]!.community_id, crypto.randomUUID()]
  await post(resident, '/proposals', {
    id: proposal_id,
    community_id,
    title: '1号楼门前装扶手',
    text: '1号楼门前三级台阶没有扶手，老人上下不方便，想装一根扶手。',
    area: 'G3',
    dimensions: ['safe'],
    place: { words: '1号楼门前' },
  })
  await post(committee, `/proposals/${proposal_id}/moves`, {
    act: 'accept',
    from: 'open',
    note: '大家都需要，先按小事办。',
  })
  await post(committee, `/communities/${community_id}/projects`, {
    id: crypto.randomUUID(),
    proposal_id,
    path: 'light',
    light: { budget: 90_000, land: false, common_property: false, levy: false },
  })
}
