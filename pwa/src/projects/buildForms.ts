import { type RecordForm, attendees, must, over, text, title } from './asks'

/** What is recorded while building. */
export const buildForms = {
  work_plan: {
    stage: 'build',
    icon: 'hammer',
    body: 'work_plan',
    once: true,
    photos: ['picture'],
    fields: [
      {
        kind: 'choice',
        name: 'mode',
        of: 'mode',
        values: ['tender', 'small_works', 'self_build'],
        must,
      },
      { kind: 'line', name: 'basis', most: 300, hint: true, must },
      title('builder'),
      { kind: 'strings', name: 'permits', most: 20, hint: true },
      { kind: 'day', name: 'starts_on', must },
      { kind: 'day', name: 'ends_on', must },
      text('text'),
    ],
  },
  photo_point: {
    stage: 'build',
    icon: 'camera',
    body: 'photo_point',
    photos: ['picture'],
    fields: [title('name'), { kind: 'line', name: 'hint', most: 200 }],
  },
  progress: {
    stage: 'build',
    icon: 'hourglass',
    body: 'progress',
    photos: ['picture'],
    fields: [{ kind: 'count', name: 'percent', least: 0, most: 100, must }, text('text')],
  },
  quality_issue: {
    stage: 'build',
    icon: 'warning',
    body: 'quality_issue',
    photos: ['picture'],
    fields: [
      title('place'),
      text('text', 1000),
      { kind: 'choice', name: 'severity', of: 'severity', values: ['minor', 'major', 'danger'], must },
      { kind: 'day', name: 'due_on', must },
    ],
  },
  quality_recheck: {
    stage: 'build',
    icon: 'check',
    body: 'quality_recheck',
    photos: ['picture'],
    fields: [
      { kind: 'pick', name: 'issue_id', from: 'quality_issue', must },
      { kind: 'flag', name: 'passed', must },
      text('text', 1000),
    ],
  },
  change_order: {
    stage: 'build',
    icon: 'retry',
    body: 'change_order',
    photos: ['picture'],
    fields: [
      text('what', 1000),
      text('reason', 1000),
      { kind: 'money', name: 'delta', least: -10_000_000_000_000, must, hint: true },
    ],
  },
  reconsent: {
    stage: 'build',
    icon: 'vote',
    body: 'reconsent',
    photos: ['paper'],
    fields: [
      { kind: 'pick', name: 'change_id', from: 'change_order', must },
      { kind: 'pick', name: 'ballot_id', from: 'ballot' },
      { kind: 'pick', name: 'deliberation_id', from: 'deliberation' },
      text('text', 1000),
    ],
  },
  acceptance: {
    stage: 'build',
    icon: 'check',
    body: 'acceptance',
    once: true,
    photos: ['picture', 'paper'],
    fields: [
      over('held_on'),
      attendees,
      {
        kind: 'rows',
        name: 'items',
        most: 50,
        must,
        fields: [
          title('item'),
          { kind: 'flag', name: 'passed', must },
          { kind: 'line', name: 'note', most: 300 },
        ],
      },
      { kind: 'flag', name: 'passed', must, hint: true },
      { kind: 'count', name: 'signed_on_paper', least: 0, most: 1000, hint: true },
      text('text', 2000, {}),
    ],
  },
} satisfies Record<string, RecordForm>
