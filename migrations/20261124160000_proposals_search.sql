-- What proposals are found by: the pairs of neighbouring characters of title and text, each behind the number of the
-- community, so that a word that is frequent in the province costs a community nothing. It is beside the proposals, so that
-- their steps do not write the index anew; what is hidden or withdrawn has no row here.
-- And what plans want of the eight areas of the programme, by when: the rows of a later plan are added, none is changed.
-- +goose Up
ALTER TABLE communities ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY;
ALTER TABLE communities ADD CONSTRAINT communities_number UNIQUE (number);

CREATE TABLE proposal_grams (
  proposal_id  uuid PRIMARY KEY REFERENCES proposals (id),
  community_id uuid NOT NULL REFERENCES communities (id),
  proposed_at  timestamptz NOT NULL,
  grams        text[] COLLATE "C" NOT NULL
);
CREATE INDEX proposal_grams_grams ON proposal_grams USING gin (grams) WITH (fastupdate = off);

CREATE TABLE programme_targets (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  area      text NOT NULL CHECK (area ~ '^G[1-8]$'),
  position  integer NOT NULL,
  text_zh   text NOT NULL CHECK (text_zh <> ''),
  text_en   text NOT NULL CHECK (text_en <> ''),
  source_zh text NOT NULL CHECK (source_zh <> ''),
  source_en text NOT NULL CHECK (source_en <> ''),
  until     date NOT NULL,
  UNIQUE (area, until, position)
);

-- The plan names no year for G1 and G6; its own time ends with 2025.
INSERT INTO programme_targets (area, position, text_zh, text_en, source_zh, source_en, until)
SELECT area, position, text_zh, text_en, '陕西省人民政府、住房和城乡建设部《关于在城乡人居环境建设中开展美好环境与幸福生活共同缔造活动实施方案》（2021年12月1日）第三部分',
  'Implementation plan of the Shaanxi Provincial Government and the Ministry of Housing and Urban-Rural Development of 1 December 2021, part three', DATE '2025-12-31'
FROM (VALUES
  ('G1', 1, '推进国家和省级城市更新试点，总结可复制可推广的经验做法。', 'National and provincial pilots of urban renewal; experience that others can copy.'),
  ('G2', 1, '基本补齐既有居住社区设施短板，设区的市级以上城市完整居住社区覆盖率显著提升。', 'What existing communities lack is as good as built; clearly more complete communities in cities with districts.'),
  ('G3', 1, '基本完成2000年底前建成的需改造城镇老旧小区改造任务。', 'Estates built before the end of 2000 that need renewal are as good as done.'),
  ('G4', 1, '设区的市级以上城市基本建立生活垃圾分类处理系统，生活垃圾回收利用率达到35%以上。', 'Cities with districts sort their waste; at least 35 % of it is recycled.'),
  ('G5', 1, '绿色社区创建行动取得显著成效，基本实现社区人居环境整洁、舒适、安全、美丽。', 'Green communities show marked results: clean, comfortable, safe, beautiful.'),
  ('G6', 1, '推行城市治理“一网统管”，持续扩大城市体检和城市管理评价覆盖面。', 'One platform for running the city; health checks and appraisals reach further.'),
  ('G7', 1, '打造100个乡村振兴示范镇。', '100 demonstration towns of rural revitalisation.'),
  ('G7', 2, '县城基础设施完善，文化、体育、卫生等公共服务设施功能齐备。', 'County seats have complete infrastructure and places of culture, sport and health.'),
  ('G8', 1, '创建1000个省级美丽宜居示范村。', '1,000 beautiful and liveable villages of the province.'),
  ('G8', 2, '建设改造10000户宜居型示范农房。', '10,000 model farmhouses built or renewed.')
) AS t (area, position, text_zh, text_en);

GRANT SELECT, INSERT, UPDATE, DELETE ON proposal_grams TO wugong_app;
GRANT SELECT ON programme_targets TO wugong_app;

-- +goose Down
DROP TABLE programme_targets, proposal_grams;
ALTER TABLE communities DROP COLUMN number;
