-- When the sender of a comment last changed it, by the link that they got for that; 0: never.
-- What the blog's author corrects sets edited_at alone.
ALTER TABLE comment ADD COLUMN revised_at INTEGER NOT NULL DEFAULT 0;
