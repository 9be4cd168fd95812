-- Comments that the blog's author has closed by a command: those of an article, which is
-- article.comments_open as before, or of the whole site. Readers see the sentence where
-- the form was; '' stands for the default one.
ALTER TABLE article ADD COLUMN closed_message TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN comments_closed INTEGER NOT NULL DEFAULT 0
  CHECK (comments_closed IN (0, 1));
ALTER TABLE site ADD COLUMN closed_message TEXT NOT NULL DEFAULT '';
