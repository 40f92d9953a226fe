import type { Schemas } from '@/api/client'
import { type RecordForm, answer, attendees, money, must, over, text, title } from './asks'

const sources = [
  'fiscal',
  'reward',
  'residents',
  'repair_fund',
  'common_income',
  'property_unit',
  'pipeline_company',
  'social_capital',
  'donation',
  'labour',
  'other',
] as const satisfies readonly Schemas['FundSource'][]

/** Where money can come from: labour is valued in a plan, and moves none. */
export const moneySources = sources.filter(source => source !== 'labour')

/** What is recorded while planning. */
export const planForms = {
  need: {
    stage: 'plan',
    icon: 'list',
    body: 'need',
    photos: ['picture'],
    fields: [
      text('text'),
      title('place', {}),
      { kind: 'count', name: 'households', least: 1, most: 100_000 },
    ],
  },
  deliberation: {
    stage: 'plan',
    icon: 'people',
    body: 'deliberation',
    photos: ['picture', 'sign_in'],
    fields: [
      {
        kind: 'choice',
        name: 'form',
        of: 'form',
        values: ['council', 'hearing', 'talk', 'hamlet_night', 'visit', 'online'],
        must,
      },
      title('topic'),
      { kind: 'day', name: 'notice_on', over: true, hint: true, must },
      over('held_on'),
      title('place'),
      title('chair', { must, hint: true }),
      attendees,
      text('minutes', 4000),
      {
        kind: 'rows',
        name: 'opinions',
        most: 50,
        hint: true,
        fields: [
          { kind: 'choice', name: 'stance', of: 'stance', values: ['for', 'against', 'concern'], must },
          text('text', 500),
          text('reply', 500, {}),
        ],
      },
      {
        kind: 'rows',
        name: 'follow_ups',
        most: 30,
        fields: [
          { kind: 'line', name: 'what', most: 200, must },
          title('who'),
          { kind: 'day', name: 'due_on' },
        ],
      },
    ],
  },
  dissent: {
    stage: 'plan',
    icon: 'warning',
    body: 'answer',
    photos: [],
    fields: answer('deliberation'),
  },
  option: {
    stage: 'plan',
    icon: 'pencil',
    body: 'option',
    photos: ['picture'],
    fields: [
      title('title'),
      text('text', 4000),
      money('cost'),
      { kind: 'flag', name: 'land', must },
      { kind: 'flag', name: 'private_parts', must, hint: true },
      text('effects', 1000, { hint: true }),
      text('affected', 500, {}),
      title('designer', {}),
    ],
  },
  stakeholder: {
    stage: 'plan',
    icon: 'person',
    body: 'stakeholder',
    photos: [],
    fields: [
      {
        kind: 'choice',
        name: 'kind',
        of: 'stakeholder',
        values: [
          'owner',
          'land_holder',
          'household',
          'owners_committee',
          'property_company',
          'property_unit',
          'pipeline_company',
          'other',
        ],
        must,
      },
      title('name', { must, hint: true }),
      { kind: 'household', name: 'household_id' },
      { kind: 'flag', name: 'must_agree', must, hint: true },
      { kind: 'line', name: 'stake', most: 300 },
    ],
  },
  signoff: {
    stage: 'plan',
    icon: 'pencil',
    body: 'signoff',
    photos: ['paper'],
    fields: [
      { kind: 'pick', name: 'stakeholder_id', from: 'stakeholder', must },
      { kind: 'flag', name: 'agrees', must },
      over('signed_on'),
      text('note', 500, {}),
    ],
  },
  funding_plan: {
    stage: 'plan',
    icon: 'list',
    body: 'funding_plan',
    once: true,
    photos: [],
    fields: [
      money('estimate'),
      {
        kind: 'rows',
        name: 'lines',
        most: 30,
        must,
        hint: true,
        fields: [
          { kind: 'choice', name: 'source', of: 'source', values: sources, must },
          title('fund', {}),
          money('amount'),
        ],
      },
      text('note', 1000, {}),
    ],
  },
  cost_share: { stage: 'plan', icon: 'building', body: 'cost_share', once: true, photos: [], fields: [] },
  party_review: {
    stage: 'plan',
    icon: 'check',
    body: 'party_review',
    photos: [],
    fields: [
      over('held_on'),
      {
        kind: 'choice',
        name: 'conclusion',
        of: 'conclusion',
        values: ['agrees', 'agrees_with_changes', 'returned'],
        must,
      },
      text('text'),
    ],
  },
  decision: {
    stage: 'plan',
    icon: 'vote',
    body: 'decision',
    photos: [],
    fields: [
      { kind: 'pick', name: 'ballot_id', from: 'ballot', must, hint: true },
      text('conclusion', 1000, { hint: true }),
    ],
  },
  publicity: {
    stage: 'plan',
    icon: 'eye',
    body: 'publicity',
    photos: ['board'],
    fields: [
      text('content', 4000),
      { kind: 'day', name: 'starts_on', must },
      { kind: 'day', name: 'ends_on', must, hint: true },
      { kind: 'flag', name: 'board', must },
    ],
  },
  objection: { stage: 'plan', icon: 'warning', body: 'answer', photos: [], fields: answer('publicity') },
  objection_reply: { stage: 'plan', icon: 'send', body: 'answer', photos: [], fields: answer('objection') },
} satisfies Record<string, RecordForm>
