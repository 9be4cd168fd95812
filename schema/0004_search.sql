-- Full-text search (docs/search.md). cgi/site/publish/search_update.c updates it in the
-- transaction that changes an article.

-- The article of each row of the index.
CREATE TABLE search_entry (
  key INTEGER PRIMARY KEY,         -- rowid in `search`: the article's date made unique,
                                   -- so that FTS5 can return the newest first
  article_id INTEGER NOT NULL UNIQUE REFERENCES article(id)
) STRICT;

-- The index. It uses the tokenizer of cgi/base/tokenizer.c. The sqlite3 shell lacks it, so
-- it cannot read this table and the next two.
CREATE VIRTUAL TABLE search USING fts5(
  title,
  headings,                        -- of the body
  body,                            -- the other text, without markup
  tokenize = 'pamphlet'
);
-- A second copy of titles and headings, so that an old article with a word in its title
-- is found without reading all newer articles with that word in their bodies.
CREATE VIRTUAL TABLE search_head USING fts5(
  title,
  headings,
  tokenize = 'pamphlet'
);
CREATE VIRTUAL TABLE search_word USING fts5vocab(search, instance);

-- The queue of articles to index at the end of the transaction, or later if there are
-- many.
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
