-- Feeds of comments show the newest ones, whatever the order they came in by.
CREATE INDEX comment_newest ON comment(created_at, id) WHERE status = 'approve';
CREATE INDEX comment_newest_of ON comment(article_id, created_at, id)
  WHERE status = 'approve';
