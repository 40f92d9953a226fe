import type { Schemas } from '@/api/client'
import type { MeLink } from '@/identity/meLinks'

type Permission = Schemas['Permission']

const pages: (MeLink & { for: readonly Permission[] })[] = [
  {
    name: 'reports-queue',
    icon: 'hammer',
    word: 'identity.links.queue',
    for: ['report_manage', 'report_work', 'report_watch'],
  },
  {
    name: 'proposals-queue',
    icon: 'deliberate',
    word: 'identity.links.proposals',
    for: ['proposal_reply'],
  },
  {
    name: 'ballot-desk',
    icon: 'deliberate',
    word: 'identity.links.ballots',
    for: ['ballot_manage', 'ballot_paper', 'ballot_confirm', 'ballot_panel', 'ballot_turnout'],
  },
  {
    name: 'proposals-moderation',
    icon: 'eye',
    word: 'identity.links.moderation',
    for: ['content_moderate', 'content_watch'],
  },
  {
    name: 'complaints-queue',
    icon: 'pencil',
    word: 'identity.links.answers',
    for: ['complaint_answer', 'complaint_watch'],
  },
  { name: 'bulletins-desk', icon: 'list', word: 'identity.links.bulletins', for: ['bulletin_write'] },
  {
    name: 'disclosures-calendar',
    icon: 'clock',
    word: 'identity.links.disclosures',
    for: ['disclosure_write', 'disclosure_watch'],
  },
  {
    name: 'convention-desk',
    icon: 'pencil',
    word: 'identity.links.conventions',
    for: ['convention_write', 'convention_party', 'convention_town', 'convention_watch'],
  },
  { name: 'toolbox', icon: 'list', word: 'identity.links.toolbox', for: ['disclosure_write'] },
  { name: 'members', icon: 'people', word: 'identity.links.members', for: ['members_verify'] },
  { name: 'households', icon: 'building', word: 'identity.links.households', for: ['register_read'] },
  { name: 'owners', icon: 'lock', word: 'identity.links.owners', for: ['owner_register_read'] },
  { name: 'bodies', icon: 'people', word: 'identity.links.bodies', for: ['body_manage'] },
  { name: 'invitations', icon: 'qr', word: 'identity.links.invitations', for: ['invitation_manage'] },
  { name: 'roles', icon: 'person', word: 'identity.links.roles', for: ['role_grant', 'members_manage'] },
]

/** The pages that are work for somebody who may do these things. */
export function workLinks(may: readonly Permission[]): MeLink[] {
  return pages.filter(page => page.for.some(one => may.includes(one)))
}
