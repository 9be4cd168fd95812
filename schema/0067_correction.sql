-- What readers are told about a mistake in a published article (docs/corrections.md).
CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again
  article_id INTEGER NOT NULL,
  at INTEGER NOT NULL,       -- whole seconds
  note TEXT NOT NULL,        -- a line of plain text
  changes TEXT NOT NULL,     -- a line per place with the words that were changed
                             -- (cgi/site/core/change_text.h); '' shows none
  in_file INTEGER NOT NULL CHECK (in_file IN (0, 1)) -- front matter has it
) STRICT;
CREATE INDEX correction_article ON correction(article_id, at, id);
CREATE INDEX correction_time ON correction(at, id);

-- The text of a published article before its first change that readers were not told
-- about. An article without a row was not changed, except for typing errors.
CREATE TABLE correction_before (
  article_id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TRIGGER article_delete_correction AFTER DELETE ON article BEGIN
  DELETE FROM correction WHERE article_id = OLD.id;
  DELETE FROM correction_before WHERE article_id = OLD.id;
END;
