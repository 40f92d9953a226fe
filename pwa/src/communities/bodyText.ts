import type { Schemas } from '@/api/client'

type Kind = Schemas['BodyKind']
type Seat = Schemas['BodySeat']

/** The bodies that this kind of community has. */
export function bodyKinds(community: Schemas['CommunityKind']): Kind[] {
  return community === 'rural'
    ? [
        'villager_rep_meeting',
        'villagers_committee',
        'villagers_board',
        'council',
        'collective_members',
        'supervision_committee',
      ]
    : ['resident_rep_meeting', 'residents_committee', 'owners_committee', 'council', 'supervision_committee']
}

/** The seats that a body has. */
export function seatsOf(kind: Kind): Seat[] {
  if (kind === 'resident_rep_meeting' || kind === 'villager_rep_meeting')
    return ['representative', 'committee']
  return kind === 'collective_members' ? ['member'] : ['member', 'chair', 'vice_chair']
}

const boards: Partial<Record<Kind, string>> = { villagers_board: 'board', council: 'council' }

/** The word for a seat: a board is led otherwise than a committee, and a collective has members only. */
export function seatKey(kind: Kind, seat: Seat): string {
  if (kind === 'collective_members') return 'registers.seat.collective'
  const board = boards[kind]
  return board && (seat === 'chair' || seat === 'vice_chair')
    ? `registers.seat.${board}_${seat}`
    : `registers.seat.${seat}`
}

/** Which facts of a member the law's shares of this body need. */
export function factsOf(kind: Kind): ('woman' | 'kin')[] {
  if (kind === 'villager_rep_meeting') return ['woman']
  return kind === 'supervision_committee' ? ['kin'] : []
}

/** The last day of a term that begins on a day and is so many years long. */
export function termEnd(from: string, years: number): string {
  const day = new Date(`${from}T00:00:00Z`)
  day.setUTCFullYear(day.getUTCFullYear() + years)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}
