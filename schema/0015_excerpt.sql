-- Excerpts that nobody has written are made again when another version of the program
-- makes them in another way (cgi/site/publish/excerpt_update.c).
ALTER TABLE site ADD COLUMN excerpt_version INTEGER NOT NULL DEFAULT 0; -- that makes them
ALTER TABLE site ADD COLUMN excerpt_until INTEGER NOT NULL DEFAULT 0; -- id of the last article done
-- A new site has none. The number is that of ARTICLE_EXCERPT_VERSION.
UPDATE site SET excerpt_version = 1, excerpt_until = 9223372036854775807
  WHERE NOT EXISTS (SELECT 1 FROM article);
