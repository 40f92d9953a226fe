package main

// seeding fills a province whose community number 1 is ours. thing() is of() in SQL.
var seeding = []struct{ what, sql string }{
	{"ids", `CREATE FUNCTION pg_temp.thing(kind text, i int) RETURNS uuid IMMUTABLE LANGUAGE sql AS
		$$ SELECT CAST(overlay(overlay(md5(kind || i) PLACING '8' FROM 13) PLACING '8' FROM 17) AS uuid) $$`},
	{"communities", `INSERT INTO communities (id, division_id, code, name, division_name, kind, path, ancestors, grams, demo, opened_at)
		SELECT pg_temp.thing('community', i), gen_random_uuid(), lpad(CAST(i AS text), 12, '0'), '社区' || i, '社区' || i, 'urban', '[]',
		  array_fill(gen_random_uuid(), ARRAY[4]), '{}', false, now() - interval '1 year' FROM generate_series(1, CAST(@communities AS int)) i`},
	{"consents", `INSERT INTO consents (id, account_id, purpose, version, given, at)
		SELECT gen_random_uuid(), id, 'account', @notice, true, now() FROM accounts`},
	{"estate", `INSERT INTO estates (id, community_id, name) VALUES (pg_temp.thing('estate', 1), pg_temp.thing('community', 1), '和平小区')`},
	{"building", `INSERT INTO buildings (id, community_id, estate_id, name, place_key)
		VALUES (pg_temp.thing('building', 1), pg_temp.thing('community', 1), pg_temp.thing('estate', 1), '1号楼', '1')`},
	{"entrance", `INSERT INTO entrances (building_id, name, community_id) VALUES (pg_temp.thing('building', 1), '', pg_temp.thing('community', 1))`},
	{"households", `INSERT INTO households (id, community_id, building_id, entrance, door, place_key)
		SELECT pg_temp.thing('household', i), pg_temp.thing('community', 1), pg_temp.thing('building', 1), '', CAST(i AS text), lpad(CAST(i AS text), 6, '0')
		FROM generate_series(0, CAST(@people AS int) - 1) i`},
	{"persons", `INSERT INTO persons (id, community_id, household_id, name, adult, created_by, valid_from)
		SELECT pg_temp.thing('person', i), pg_temp.thing('community', 1), pg_temp.thing('household', i), '居民' || i, true, gen_random_uuid(),
		  now() - interval '1 year' FROM generate_series(0, CAST(@people AS int) - 1) i`},
	{"memberships", `INSERT INTO memberships (id, community_id, account_id, state, name, building_id, entrance, door, person_id, requested_at, decided_at, decided_by)
		SELECT gen_random_uuid(), pg_temp.thing('community', 1), pg_temp.thing('account', i), 'verified', '居民' || i, pg_temp.thing('building', 1), '',
		  CAST(i AS text), pg_temp.thing('person', i), now() - interval '1 year', now() - interval '1 year', gen_random_uuid()
		FROM generate_series(0, CAST(@people AS int) - 1) i`},
	{"photos", `INSERT INTO media (id, uploader_id, object_key, width, height, full_bytes, thumb_bytes, created_at)
		SELECT pg_temp.thing('photo', i), pg_temp.thing('account', i % CAST(@people AS int)), 'aa/' || substr(md5('key' || i), 1, 26), 1600, 1200,
		  200000, 20000, now() FROM generate_series(0, CAST(@photos AS int) - 1) i`},
	{"proposals", `INSERT INTO proposals (id, community_id, author_id, party, named, title, text, area, dimensions, place_words, source, state, proposed_at, due_at)
		SELECT pg_temp.thing('proposal', i), pg_temp.thing('community', CASE WHEN i < CAST(@own AS int) THEN 1 ELSE 2 + i % (CAST(@communities AS int) - 1) END),
		  CASE WHEN i < CAST(@own AS int) THEN pg_temp.thing('account', i % CAST(@people AS int)) END, 'resident', false,
		  (ARRAY['东门路灯不亮', '3号楼加装电梯', '楼道堆物请清理', '电动车充电棚', '小花园补种树木'])[1 + i % 5] || i,
		  '晚上从东门走到3号楼，一路上有四盏灯不亮，老人和孩子出门都要打手电。希望先修最暗的那一段，再把线路一起检查一遍。',
		  'G' || 1 + i % 8, '{safe}', '东门到3号楼', 'online', CASE WHEN i % 3 = 2 THEN 'accepted' ELSE 'open' END,
		  now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '7 days' FROM generate_series(0, CAST(@all AS int) - 1) i`},
	{"counts", `INSERT INTO proposal_counts (proposal_id, community_id, persons, households)
		SELECT id, community_id, number % 97, number % 97 / 2 FROM proposals`},
	{"supports", `INSERT INTO proposal_supports (proposal_id, account_id, household_id, at)
		SELECT pg_temp.thing('proposal', i), pg_temp.thing('account', a), pg_temp.thing('household', a), now()
		FROM generate_series(0, CAST(@discussed AS int) - 1) i, generate_series(0, CAST(@people AS int) - 1, 2) a`},
	{"opinions", `INSERT INTO proposal_opinions (id, proposal_id, community_id, author_id, party, named, stance, text, state, at)
		SELECT gen_random_uuid(), pg_temp.thing('proposal', i), pg_temp.thing('community', 1), pg_temp.thing('account', n),
		  'resident', false, (ARRAY['for', 'against', 'concern'])[1 + n % 3], '我住3号楼，晚上下夜班走这段路，确实看不清，最好先修这里。', 'shown',
		  now() - n * interval '1 minute' FROM generate_series(0, CAST(@discussed AS int) - 1) i, generate_series(0, 39) n`},
	{"events", `INSERT INTO proposal_events (id, proposal_id, act, at, party, note)
		SELECT gen_random_uuid(), id, 'propose', proposed_at, 'resident', '' FROM proposals`},
	{"reports", `INSERT INTO reports (id, community_id, reporter_id, class, text, spot_x, spot_y, place_words, state, headline, photo_audience, filed_at, due_at)
		SELECT pg_temp.thing('report', i), pg_temp.thing('community', CASE WHEN i < CAST(@own AS int) THEN 1 ELSE 2 + i % (CAST(@communities AS int) - 1) END),
		  pg_temp.thing('account', i % CAST(@people AS int)), '0101', '路灯不亮，晚上看不清台阶。', 300, 400, '东门', 'accepted', '东门路灯不亮', 'public',
		  now() - i * interval '1 minute', now() + interval '2 days' FROM generate_series(0, CAST(@all AS int) - 1) i`},
	{"report events", `INSERT INTO report_events (id, report_id, act, state, at, party, actor_id, note, assignee, case_number)
		SELECT gen_random_uuid(), id, 'submit', 'submitted', filed_at, 'reporter', reporter_id, '', '', '' FROM reports`},
}
