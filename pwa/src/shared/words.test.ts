import { beforeEach, describe, expect, it } from 'vitest'
import { loadWords, say, speak, speakOf } from './words'

describe('words by kind of community', () => {
  beforeEach(async () => {
    await speak('zh-CN')
    await loadWords('app', 'communities', 'home')
  })

  it.each([
    [{ kind: 'urban' } as const, '楼栋长或居委会确认后', '居委会主任', '确认是本社区居民'],
    [{ kind: 'rural' } as const, '楼栋长或村委会确认后', '村委会主任', '确认是本村村民'],
    [undefined, '楼栋长或社区工作人员确认后', '委员会主任', '确认是本社区居民'],
  ])('%o', (community, joined, chair, verify) => {
    speakOf(community)
    expect(say('communities.joined.text')).toContain(joined)
    expect(say('communities.role.committee_chair')).toBe(chair)
    expect(say('communities.members.verify')).toBe(verify)
  })

  it('are known in the language that is turned to', async () => {
    speakOf({ kind: 'rural' })
    await speak('en')
    expect(say('communities.role.committee_chair')).toBe("Chair of the villagers' committee")
    expect(say('communities.role.resident')).toBe('Villager')
    expect(say('home.tasks.member_verify', { n: 2 })).toBe('2 to be confirmed as villagers')
    speakOf({ kind: 'urban' })
    await speak('zh-CN')
    expect(say('communities.role.committee_chair')).toBe('居委会主任')
  })
})
