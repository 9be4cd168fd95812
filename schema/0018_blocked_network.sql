-- Networks whose comments are taken for spam, because the blog's author blocked them: a
-- keyed hash like those of comment_network, for as long as the network is blocked. Those
-- that are known by their address are in site.ini instead (block_networks).
CREATE TABLE blocked_network (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- what the author unblocks it by
  network BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
