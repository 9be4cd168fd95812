-- Articles that are translations of each other (docs/articles.md).

-- What an author writes, in any order: the article that it names may not exist yet.
CREATE TABLE translation_name (
  article_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,        -- 0: the key; from 1: articles, in the author's order
  name TEXT NOT NULL,              -- a key; a slug, or a path with slashes at both ends
  PRIMARY KEY (article_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX translation_name_key ON translation_name(name) WHERE ordinal = 0;
CREATE INDEX translation_name_article ON translation_name(name) WHERE ordinal > 0;

-- What follows from it: the public articles that have at least one translation.
CREATE TABLE translation (
  article_id INTEGER PRIMARY KEY,
  group_id INTEGER NOT NULL        -- the smallest ID among them
) STRICT;
CREATE INDEX translation_group ON translation(group_id);

CREATE TRIGGER article_delete_translation AFTER DELETE ON article BEGIN
  DELETE FROM translation_name WHERE article_id = OLD.id;
  DELETE FROM translation WHERE article_id = OLD.id;
END;
