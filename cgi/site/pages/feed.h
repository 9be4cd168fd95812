/* Inside site/pages only: a feed that was found, before it is rendered. */
#ifndef SITE_PAGES_FEED_H
#define SITE_PAGES_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/live.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"
#include "site/core/settings.h"

/* What a feed has: the articles of a list, all comments, those of an article, or the
 * updates of a live post. */
enum feed_subject { FEED_OF_LIST, FEED_OF_COMMENTS, FEED_OF_ARTICLE, FEED_OF_LIVE };

struct feed {
  enum feed_format format;
  enum feed_subject subject;
  const char *home; /* path of the page the feed belongs to, encoded */

  /* FEED_OF_LIST */
  struct list list;
  int64_t ids[SETTINGS_FEED_ITEMS]; /* its newest articles */
  int id_count;

  /* FEED_OF_ARTICLE and FEED_OF_LIVE */
  struct article article;

  /* FEED_OF_LIVE: the newest updates */
  struct live_update *updates;
  size_t update_count;

  /* FEED_OF_COMMENTS and FEED_OF_ARTICLE: the newest comments */
  struct comment *comments;
  size_t comment_count;
  int64_t since; /* time of last change while there are no entries; 0: unknown */
};

#endif
