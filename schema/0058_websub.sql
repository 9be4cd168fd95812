-- The newest post that the hub has been told of (WebSub), by its position; 0: none yet.
ALTER TABLE site ADD COLUMN websub_position INTEGER NOT NULL DEFAULT 0;
