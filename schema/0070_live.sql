-- Posts that report an event while it goes on, with dated updates.
CREATE TABLE live (
  article_id INTEGER PRIMARY KEY,
  newest_first INTEGER NOT NULL CHECK (newest_first IN (0, 1)),
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,                         -- 0: it goes on
  refresh INTEGER NOT NULL CHECK (refresh >= 0),     -- seconds until browsers load it again; 0: never
  last_number INTEGER NOT NULL CHECK (last_number >= 0) -- that an update ever had
) STRICT;

-- The number is part of the address of an update, and is not used again for another.
CREATE TABLE live_update (
  article_id INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  published_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL, -- 0: never
  title TEXT NOT NULL,
  source TEXT NOT NULL,       -- Markdown
  html TEXT NOT NULL,
  rich TEXT,                  -- html with coloured code, formulas and diagrams; NULL: it has none
  bytes INTEGER NOT NULL,     -- of source, html and rich
  PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER article_delete_live AFTER DELETE ON article BEGIN
  DELETE FROM live WHERE article_id = OLD.id;
  DELETE FROM live_update WHERE article_id = OLD.id;
END;
