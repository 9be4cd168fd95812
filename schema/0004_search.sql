-- Search (docs/search.md): filled in the transaction that changes an article, by
-- cgi/site/search_index.c.

-- What is found under which number.
CREATE TABLE search_entry (
  key INTEGER PRIMARY KEY,         -- rowid in `search`: the article's date, made unique,
                                   -- so that the newest come first
  article_id INTEGER NOT NULL UNIQUE REFERENCES article(id)
) STRICT;

-- The words, split by cgi/base/word.c: the sqlite3 shell cannot read these three.
CREATE VIRTUAL TABLE search USING fts5(
  title,
  headings,                        -- of the text
  body,                            -- the rest of it, plain
  tokenize = 'pamphlet'
);
-- Titles and headings again: those that have a word there are found without going
-- through all that have it in their body.
CREATE VIRTUAL TABLE search_head USING fts5(
  title,
  headings,
  tokenize = 'pamphlet'
);
CREATE VIRTUAL TABLE search_word USING fts5vocab(search, instance);

-- Articles whose words are to be put in before the transaction ends, or at the next
-- chance where they are many.
CREATE TABLE search_due (
  article_id INTEGER PRIMARY KEY
) STRICT;
INSERT INTO search_due SELECT id FROM article;

-- One row.
CREATE TABLE search_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  splitter TEXT NOT NULL           -- version of what split the words: another one's would
                                   -- not be found
) STRICT;
INSERT INTO search_state VALUES (1, '');
