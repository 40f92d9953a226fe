import { type RecordForm, attendees, must, over, text, title } from './asks'

const dimensions = ['clean', 'comfortable', 'safe', 'beautiful'] as const

/** What is recorded once it is built; and what those who supervise say at any time. */
export const laterForms = {
  stewardship_plan: {
    stage: 'manage',
    icon: 'heart',
    body: 'stewardship_plan',
    once: true,
    photos: ['picture'],
    fields: [
      {
        kind: 'rows',
        name: 'assets',
        most: 50,
        must,
        fields: [title('name'), title('custodian', { hint: true })],
      },
      {
        kind: 'rows',
        name: 'tasks',
        most: 50,
        must,
        fields: [{ kind: 'line', name: 'what', most: 200, must }, title('how_often'), title('who')],
      },
      { kind: 'line', name: 'money', most: 300, must },
      text('fallback', 500),
      { kind: 'day', name: 'contract_until', hint: true },
    ],
  },
  convention_link: {
    stage: 'manage',
    icon: 'list',
    body: 'convention_link',
    photos: [],
    fields: [title('convention'), { kind: 'strings', name: 'clauses', most: 20, must, hint: true }],
  },
  review_panel: {
    stage: 'evaluate',
    icon: 'people',
    body: 'review_panel',
    photos: ['picture', 'sign_in'],
    fields: [
      over('held_on'),
      attendees,
      { kind: 'scores', name: 'scores', of: 'dimension', values: dimensions, must },
      text('remarks'),
    ],
  },
  rating: {
    stage: 'evaluate',
    icon: 'heart',
    body: 'rating',
    photos: ['picture'],
    fields: [{ kind: 'mark', name: 'score', must }, text('text', 500, {})],
  },
  case_story: {
    stage: 'share',
    icon: 'share',
    body: 'case_story',
    once: true,
    photos: ['picture'],
    fields: [
      title('title'),
      text('problem'),
      text('tried', 4000),
      text('lesson'),
      text('copy'),
      title('contact', { must, hint: true }),
    ],
  },
  benefit: {
    stage: 'share',
    icon: 'heart',
    body: 'benefit',
    once: true,
    photos: ['picture'],
    fields: [
      { kind: 'count', name: 'households', least: 1, most: 1_000_000, must },
      { kind: 'count', name: 'users', least: 0, most: 10_000_000 },
      { kind: 'line', name: 'hours', most: 100 },
      { kind: 'line', name: 'access', most: 300, hint: true },
      text('text', 1000),
    ],
  },
  oversight: { stage: 'plan', icon: 'eye', body: 'answer', photos: [], fields: [text('text', 1000)] },
} satisfies Record<string, RecordForm>
