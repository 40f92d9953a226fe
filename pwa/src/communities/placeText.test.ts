import { describe, expect, it } from 'vitest'
import { doorText } from './placeText'
import { chosenOf } from './useCommunity'
import type { Schemas } from '@/api/client'

describe('doorText', () => {
  it('leaves out what a house does not have', () => {
    expect(doorText({ estate: 'A', building: '1', entrance: '', door: '402' })).toBe('A 1 402')
    expect(doorText({})).toBe('')
  })
})

describe('chosenOf', () => {
  const membership = (community: string, state: Schemas['MembershipState']) =>
    ({ community_id: community, state }) as Schemas['Membership']

  it('takes the chosen one as long as it stands', () => {
    const mine = [membership('a', 'verified'), membership('b', 'requested'), membership('c', 'left')]
    expect(chosenOf(mine, 'b')?.community_id).toBe('b')
    expect(chosenOf(mine, 'c')?.community_id).toBe('a')
  })

  it('prefers where the person is verified', () => {
    expect(chosenOf([membership('a', 'requested'), membership('b', 'verified')], '')?.community_id).toBe('b')
  })

  it('knows nobody where nothing stands', () => {
    expect(chosenOf([membership('a', 'refused')], 'a')).toBeUndefined()
  })
})
