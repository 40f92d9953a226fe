import type { Schemas } from '@/api/client'

type Place = Schemas['TurnoutPlace']

export interface BuildingTurnout {
  id: string | undefined
  name: string
  voters: number
  voted: number
  paper: number
  area: number
  areaVoted: number
  entrances: Place[]
}

/** Entrances gathered to their buildings, in the order in which they came. */
export function byBuilding(places: readonly Place[]): BuildingTurnout[] {
  const found = new Map<string, BuildingTurnout>()
  for (const place of places) {
    const key = place.building_id ?? place.building
    const one = found.get(key) ?? emptyOf(place)
    one.voters += place.voters
    one.voted += place.voted
    one.paper += place.paper
    one.area += place.area ?? 0
    one.areaVoted += place.area_voted ?? 0
    one.entrances.push(place)
    found.set(key, one)
  }
  return [...found.values()]
}

function emptyOf(place: Place): BuildingTurnout {
  return {
    id: place.building_id,
    name: place.building,
    voters: 0,
    voted: 0,
    paper: 0,
    area: 0,
    areaVoted: 0,
    entrances: [],
  }
}

/** How many are still missing to the quorum on each measure that is judged; nothing where there is none or it is reached. */
export function missingOf(progress: Schemas['BallotProgress']): { people: number; area: number } {
  const short = (needed: number | undefined, reached: number | undefined) =>
    Math.max(0, (needed ?? 0) - (reached ?? 0))
  return {
    people: short(progress.needed.people, progress.participating.people),
    area: short(progress.needed.area, progress.participating.area),
  }
}

/** The least that a building must bring so that all buildings together reach the quorum at the same rate, rounded up. */
export function lineOf(
  building: { voters: number },
  progress: Schemas['BallotProgress'],
): number | undefined {
  const { people: needed } = progress.needed
  const { people: total } = progress.total
  if (!needed || !total) return undefined
  const share = BigInt(building.voters) * BigInt(needed)
  return Number((share + BigInt(total) - 1n) / BigInt(total))
}
