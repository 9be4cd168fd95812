-- Full-text search (docs/search.md), updated in the transaction that changes an article by
-- cgi/site/publish/search_update.c.

-- The article of each row of the index.
CREATE TABLE search_entry (
  key INTEGER PRIMARY KEY,         -- rowid in `search`: the article's date made unique,
                                   -- so that FTS5 can yield the newest first
  article_id INTEGER NOT NULL UNIQUE REFERENCES article(id)
) STRICT;

-- The index, with the tokenizer of cgi/base/tokenizer.c, which the sqlite3 shell does not
-- have: it cannot read this table and the next two.
CREATE VIRTUAL TABLE search USING fts5(
  title,
  headings,                        -- of the body
  body,                            -- the other text, without markup
  tokenize = 'pamphlet'
);
-- Titles and headings again: an old article with a word in its title is found without
-- reading all newer ones with that word in their bodies.
CREATE VIRTUAL TABLE search_head USING fts5(
  title,
  headings,
  tokenize = 'pamphlet'
);
CREATE VIRTUAL TABLE search_word USING fts5vocab(search, instance);

-- The queue of articles that must be indexed, at the end of the transaction, or later if
-- they are many.
CREATE TABLE search_due (
  article_id INTEGER PRIMARY KEY
) STRICT;
INSERT INTO search_due SELECT id FROM article;

-- One row.
CREATE TABLE search_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  splitter TEXT NOT NULL           -- version of the tokenizer: the words of a query must
                                   -- be split in the same way
) STRICT;
INSERT INTO search_state VALUES (1, '');
