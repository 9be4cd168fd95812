-- The comments that one mail reports together. They go with the mail.
CREATE TABLE mail_comment (
  mail_id INTEGER NOT NULL,
  comment_id INTEGER NOT NULL,
  PRIMARY KEY (mail_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mail_delete_comment AFTER DELETE ON mail BEGIN
  DELETE FROM mail_comment WHERE mail_id = OLD.id;
END;

-- The addresses to which comments on an author's articles are reported, instead of the
-- one in site.ini. The web may not read them.
CREATE TABLE author_private (
  author_id INTEGER PRIMARY KEY,
  email TEXT NOT NULL
) STRICT;
CREATE TRIGGER author_delete_private AFTER DELETE ON author BEGIN
  DELETE FROM author_private WHERE author_id = OLD.id;
END;
