-- What the spam filter has learned from the owner's decisions. A word is anything that
-- the filter counts: a word, two words in a row, or a property such as 'url:example.org'
-- (cgi/site/comments/spam_words.h). Both columns count comments, not occurrences.
CREATE TABLE spam_word (
  word TEXT PRIMARY KEY,
  good INTEGER NOT NULL CHECK (good >= 0),
  spam INTEGER NOT NULL CHECK (spam >= 0)
) STRICT, WITHOUT ROWID;

-- One row: how many comments were learned.
CREATE TABLE spam_total (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  good INTEGER NOT NULL CHECK (good >= 0),
  spam INTEGER NOT NULL CHECK (spam >= 0)
) STRICT;
INSERT INTO spam_total(id, good, spam) VALUES (1, 0, 0);

-- As what each comment was learned, so that another decision can undo it. Like
-- comment_verdict, it has no foreign key.
CREATE TABLE spam_learned (
  comment_id INTEGER PRIMARY KEY,
  class TEXT NOT NULL CHECK (class IN ('good', 'spam'))
) STRICT;

-- The words that decided the score of a comment, strongest first, for the owner.
ALTER TABLE comment_verdict ADD COLUMN words TEXT NOT NULL DEFAULT '';

-- However a comment is deleted, nothing refers to it any longer.
CREATE TRIGGER comment_delete_learned AFTER DELETE ON comment BEGIN
  DELETE FROM spam_learned WHERE comment_id = OLD.id;
END;
