-- Pages of comments are found by the IDs of a whole thread. With the parent in it, the
-- index alone has them.
DROP INDEX comment_article;
CREATE INDEX comment_article ON comment(article_id, status, id, parent_id);
