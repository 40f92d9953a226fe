import { type APIRequestContext } from '@playwright/test'
import { by } from './people'

/** What somebody thinks of it, on a sheet. */
export const marks = { clean: 5, comfortable: 4, safe: 4, beautiful: 5, gain: 4, happiness: 4, security: 2 }

/** Households of a building that have not answered. */
export async function waiting(
  request: APIRequestContext,
  number: string,
  survey: string,
  building: string,
): Promise<string[]> {
  const headers = await by(number)
  const { items: mine } = (await (await request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string }[]
  }
  const at = `/api/v1/communities/${mine[0]!.community_id}/buildings?limit=100`
  const { items: buildings } = (await (await request.get(at)).json()) as {
    items: { id: string; name: string }[]
  }
  const where = buildings.find(one => one.name === building)!.id
  const answer = await request.get(`/api/v1/evaluations/${survey}/takers?building=${where}`, { headers })
  const { items } = (await answer.json()) as { items: { subject_id: string; answered: boolean }[] }
  return items.filter(one => !one.answered).map(one => one.subject_id)
}
