-- An import must not open what "pamphlet comment close" has closed, unless its source
-- changes what it says of comments (cgi/site/publish/article_closing.h).
ALTER TABLE article ADD COLUMN closed_by_command INTEGER NOT NULL DEFAULT 0
  CHECK (closed_by_command IN (0, 1));
-- What the source said at the last import: 0 unknown, 1 nothing, 2 closed, 3 open.
ALTER TABLE article ADD COLUMN comments_key INTEGER NOT NULL DEFAULT 0
  CHECK (comments_key BETWEEN 0 AND 3);
-- Nothing but the command sets a sentence. Of the others it is not known who closed them.
UPDATE article SET closed_by_command = 1 WHERE comments_open = 0 AND closed_message <> '';
