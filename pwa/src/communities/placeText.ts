interface Door {
  estate?: string
  building?: string
  entrance?: string
  door?: string
}

/** A door as people say it: 梧桐苑小区 1号楼 二单元 402. */
export function doorText(at: Door): string {
  return [at.estate, at.building, at.entrance, at.door].filter(Boolean).join(' ')
}
