import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** A statement on the database of the journeys' server, as its owner. */
function sql(text: string): string {
  const socket = join(process.env.WUGONG_JOURNEY_DIR!, 'server/postgres/socket')
  return execFileSync(
    'psql',
    ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-U', 'wugong', '-d', 'wugong', '-c', text],
    {
      env: { ...process.env, PGHOST: socket, PGPORT: '5432' },
      encoding: 'utf8',
    },
  ).trim()
}

/** Days go by for one vote: its dates, and the jobs that wait for them, lie so much further back. */
export function daysGoBy(ballot: string, days: number): void {
  if (!/^[0-9a-f-]{36}$/.test(ballot)) throw new Error(`not a vote: ${ballot}`)
  const back = `interval '${days} days'`
  sql(`BEGIN;
    UPDATE ballots SET created_at = created_at - ${back}, notice_at = notice_at - ${back},
      opens_at = opens_at - ${back}, closes_at = closes_at - ${back},
      publicity_from = publicity_from - ${back}, publicity_until = publicity_until - ${back} WHERE id = '${ballot}';
    UPDATE river_job SET scheduled_at = scheduled_at - ${back}
      WHERE args ->> 'ballot' = '${ballot}' AND state = 'scheduled';
    COMMIT`)
}

/** A community as if it had been opened so many days earlier (later, where negative): older periods become owed. */
export function openedBefore(community: string, days: number): void {
  if (!/^[0-9a-f-]{36}$/.test(community)) throw new Error(`not a community: ${community}`)
  sql(`UPDATE communities SET opened_at = opened_at - interval '${days} days' WHERE id = '${community}'`)
}

/** Days go by for a question about something laid open. */
export function questionWaits(disclosure: string, days: number): void {
  if (!/^[0-9a-f-]{36}$/.test(disclosure)) throw new Error(`not a disclosure: ${disclosure}`)
  const back = `interval '${days} days'`
  sql(`UPDATE disclosure_questions SET asked_at = asked_at - ${back}, due_at = due_at - ${back}
    WHERE disclosure_id = '${disclosure}'`)
}

/** Days go by for a survey; the job that counts comes by within a minute. */
export function surveyAges(survey: string, days: number): void {
  if (!/^[0-9a-f-]{36}$/.test(survey)) throw new Error(`not a survey: ${survey}`)
  const back = `interval '${days} days'`
  sql(`UPDATE evaluations SET opens_at = opens_at - ${back}, closes_at = closes_at - ${back},
    counts_at = counts_at - ${back} WHERE id = '${survey}'`)
}

/** Days go by for one version of a convention: its stage, and the minimum time of it, lie so much further back. */
export function versionAges(version: string, days: number): void {
  if (!/^[0-9a-f-]{36}$/.test(version)) throw new Error(`not a version: ${version}`)
  const back = `interval '${days} days'`
  sql(`UPDATE convention_versions SET opened_at = opened_at - ${back}, since = since - ${back},
    until = until - ${back}, counted_from = counted_from - ${back} WHERE id = '${version}'`)
}

/** Days go by for a project: what was written, shown and passed lies so much further back. */
export function projectAges(project: string, days: number): void {
  if (!/^[0-9a-f-]{36}$/.test(project)) throw new Error(`not a project: ${project}`)
  const back = `interval '${days} days'`
  const day = (key: string) => `to_jsonb(((body ->> '${key}')::date - ${days})::text)`
  sql(`BEGIN;
    UPDATE projects SET started_at = started_at - ${back}, since = since - ${back} WHERE id = '${project}';
    UPDATE project_gates SET at = at - ${back} WHERE project_id = '${project}';
    UPDATE project_records SET created_at = created_at - ${back}, occurred_at = occurred_at - ${back}
      WHERE project_id = '${project}';
    UPDATE project_records SET body = body
      || jsonb_build_object('starts_on', ${day('starts_on')}, 'ends_on', ${day('ends_on')})
      WHERE project_id = '${project}' AND type = 'publicity';
    COMMIT`)
}
