import { expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { workLinks } from './workLinks'

it.each<[string, Schemas['Permission'][], string[]]>([
  ['a resident has no workbench', ['report_file'], []],
  ['a property company works on reports only', ['report_file', 'report_work'], ['reports-queue']],
  ['who watches sees what waits', ['report_watch'], ['reports-queue']],
  [
    'a building head looks after people too',
    ['report_work', 'members_verify', 'register_read', 'invitation_manage', 'bulletin_write'],
    ['reports-queue', 'bulletins-desk', 'members', 'households', 'invitations'],
  ],
  ['who watches sees complaints about conduct', ['complaint_watch'], ['complaints-queue']],
  ['who supervises reads whose a flat is', ['owner_register_read', 'body_read'], ['owners']],
  ['the town receives filings', ['convention_town'], ['convention-desk']],
  ['the town appoints', ['role_grant', 'report_work'], ['reports-queue', 'roles']],
])('%s', (_, may, names) => {
  expect(workLinks(may).map(link => link.name)).toEqual(names)
})
