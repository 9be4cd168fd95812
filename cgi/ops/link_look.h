/* Inside ops only: what addresses of the site lead to. Answers are remembered, because
 * most links of a blog lead to few pages other than articles. */
#ifndef OPS_LINK_LOOK_H
#define OPS_LINK_LOOK_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/names/url_resolve.h"
#include "site/core/site.h"

enum link_problem {
  LINK_FINE,
  LINK_MOVED,      /* leads through redirects to what exists, here or elsewhere */
  LINK_OTHER_PAGE, /* the comment is on another page of the thread */
  LINK_MISSING,    /* 404 */
  LINK_GONE,       /* 410 */
  LINK_NO_FILE,    /* there is no such file in media/ */
  LINK_NO_ANCHOR,  /* the article has no element of that ID */
  LINK_LOST,       /* leads through redirects to nothing */
  LINK_LOOP        /* leads through redirects in a circle */
};

struct link_place {
  enum link_problem problem;
  int64_t article;    /* ID of the public article, also after redirects, or 0 */
  const char *better; /* the address to write instead, encoded; NULL: none known */
};

struct link_look {
  struct site *site;
  const char *origins[3]; /* addresses of the site, for url_resolve */
  struct arena *kept;     /* holds what is remembered */
  void *answers;          /* for tsearch */
  size_t count;
};

/* Prepares for looking; `kept` must live until link_look_end. */
void link_look_begin(struct site *site, struct arena *kept, struct link_look *out);
void link_look_end(struct link_look *l);

/* Finds what path and query of `u` lead to; the fragment is not looked at. `a` is for
 * the meantime; out->better lives there or in `kept`. ERR_NOMEM, errors of the
 * database. */
enum err link_look_find(struct link_look *l, struct arena *a, const struct url_here *u,
    struct link_place *out) MUST_USE;

#endif
