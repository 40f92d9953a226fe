import { describe, expect, it } from 'vitest'
import { csvText } from './csv'

describe('a CSV file', () => {
  it.each([
    [[['小区', '姓名']], '\ufeff小区,姓名\r\n'],
    [[['石,欣然', '说"好"', '一\n二', 'a;b']], '\ufeff"石,欣然","说""好""","一\n二","a;b"\r\n'],
    [[['=1+1', '+86', '-3', '@SUM(1)', '\t=1']], "\ufeff'=1+1,'+86,'-3,'@SUM(1),\"'\t=1\"\r\n"],
    [[['＝1', '＠x', '1-101', '']], "\ufeff'＝1,'＠x,1-101,\r\n"],
    [[], '\ufeff'],
  ])('%o', (rows, text) => {
    expect(csvText(rows)).toBe(text)
  })
})
