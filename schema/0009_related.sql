-- Related articles (cgi/site/publish/related_update.c).

-- The keys of each public post: its tags and the words of its title.
CREATE TABLE related_key (
  key TEXT NOT NULL,               -- '#' and the id of a tag, or a word
  position INTEGER NOT NULL,       -- article.position
  article_id INTEGER NOT NULL,
  PRIMARY KEY (key, position, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_key_article ON related_key(article_id);

-- The related articles that an article's page shows.
CREATE TABLE related (
  article_id INTEGER NOT NULL REFERENCES article(id), -- the article whose page shows it
  place INTEGER NOT NULL,          -- position in the list, from 0
  related_id INTEGER NOT NULL REFERENCES article(id),
  PRIMARY KEY (article_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_named ON related(related_id);

-- The queue of articles whose lists must be recomputed.
CREATE TABLE related_due (
  article_id INTEGER PRIMARY KEY
) STRICT;

INSERT OR IGNORE INTO search_due SELECT id FROM article;
