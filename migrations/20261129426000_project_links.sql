-- What names a project names one of its own community: surveys, what is put right, what is kept, duty rosters.
-- +goose Up
ALTER TABLE evaluations ADD CONSTRAINT evaluations_of_project FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id);
ALTER TABLE rectifications ADD CONSTRAINT rectifications_of_project FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id);
ALTER TABLE assets ADD CONSTRAINT assets_of_project FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id);
ALTER TABLE rosters ADD CONSTRAINT rosters_of_project FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id);

-- +goose Down
ALTER TABLE rosters DROP CONSTRAINT rosters_of_project;
ALTER TABLE assets DROP CONSTRAINT assets_of_project;
ALTER TABLE rectifications DROP CONSTRAINT rectifications_of_project;
ALTER TABLE evaluations DROP CONSTRAINT evaluations_of_project;
