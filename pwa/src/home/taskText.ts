import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type Kind = Schemas['HomeTaskKind']

const faces: Record<Kind, { icon: IconName; page: string; due?: boolean }> = {
  report_confirm: { icon: 'eye', page: '/reports/mine' },
  report_overdue: { icon: 'warning', page: '/reports/queue', due: true },
  report_accept: { icon: 'bell', page: '/reports/queue' },
  report_work: { icon: 'hammer', page: '/reports/queue' },
  member_verify: { icon: 'people', page: '/members' },
  complaint_answer: { icon: 'send', page: '/complaints/queue' },
  complaint_overdue: { icon: 'warning', page: '/complaints/queue', due: true },
  proposal_reply: { icon: 'deliberate', page: '/proposals/queue' },
  proposal_overdue: { icon: 'warning', page: '/proposals/queue', due: true },
  disclosure_due: { icon: 'clock', page: '/disclosures/calendar' },
  disclosure_overdue: { icon: 'warning', page: '/disclosures/calendar', due: true },
  disclosure_answer: { icon: 'send', page: '/disclosures/calendar' },
  convention_step: { icon: 'forward', page: '/convention-desk/' },
  convention_answer: { icon: 'send', page: '/convention-desk/' },
  convention_review: { icon: 'eye', page: '/convention-desk/' },
  convention_file: { icon: 'send', page: '/convention-desk/' },
  convention_filing: { icon: 'list', page: '/convention-desk/' },
  convention_correct: { icon: 'warning', page: '/convention-desk/', due: true },
  duty_today: { icon: 'clock', page: '/rosters' },
  evaluation_answer: { icon: 'heart', page: '/evaluations/' },
  evaluation_paper: { icon: 'pencil', page: '/evaluations/' },
  rectification_due: { icon: 'hammer', page: '/rectifications' },
  content_check: { icon: 'eye', page: '/proposals/moderation' },
  vote_cast: { icon: 'deliberate', page: '/ballots/mine' },
  vote_quorum: { icon: 'warning', page: '/ballot-desk/', due: true },
  vote_paper: { icon: 'pencil', page: '/ballot-desk/' },
  vote_objection: { icon: 'send', page: '/ballot-desk/' },
  vote_minutes: { icon: 'pencil', page: '/ballot-desk/' },
  project_objection: { icon: 'send', page: '/projects/' },
  contribution_confirm: { icon: 'heart', page: '/projects/' },
  fund_approve: { icon: 'check', page: '/projects/' },
  fund_countersign: { icon: 'pencil', page: '/projects/' },
}

/** Icon and page of a task; its words are `home.tasks.<kind>`. A single report is opened at once. */
export function taskFace(task: Schemas['HomeTask']): { icon: IconName; to: string; due: boolean } {
  const { icon, page, due } = faces[task.kind]
  return { icon, to: task.subject_id ? page.replace(/\w*$/, task.subject_id) : page, due: due === true }
}
