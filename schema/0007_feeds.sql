-- Feeds of comments show the newest ones by date, not by id: imported comments have old
-- dates and new ids.
CREATE INDEX comment_newest ON comment(created_at, id) WHERE status = 'approve';
CREATE INDEX comment_newest_of ON comment(article_id, created_at, id)
  WHERE status = 'approve';
