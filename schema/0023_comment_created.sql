-- "pamphlet comment list --since=7d" reads the comments of that time only.
CREATE INDEX comment_created ON comment(created_at);
