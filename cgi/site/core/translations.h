/* The translations of an article, as its page, feeds and the sitemap name them. */
#ifndef SITE_CORE_TRANSLATIONS_H
#define SITE_CORE_TRANSLATIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

struct translation_link {
  int64_t id;       /* of the article */
  const char *lang; /* BCP 47 */
  const char *path; /* percent-encoded */
  const char *url;  /* the same, absolute */
};

struct translation_links {
  const struct translation_link *items; /* by language; one per language */
  size_t count;                         /* 0, or at least 2 */
  const struct translation_link *any;   /* for readers of any other language */
};

/* Lists the public articles that are translations of each other, the given one among
 * them, in the arena: empty unless there are at least two. Of several in one language,
 * the oldest counts; the others have no translations. */
enum err translations_of(struct site *site, struct arena *a, int64_t article,
    struct translation_links *out) MUST_USE;

#endif
