#include "ops/link_anchors.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/edit_distance.h"
#include "base/percent.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/live.h"
#include "markup/html/headings.h"
#include "markup/html/html_clean.h"
#include "site/comments/comment_location.h"
#include "site/core/permalink.h"

/* IDs that are compared with a mistaken one. */
enum { LINK_ANCHORS_NEAR = 1000 };

static int link_anchors_compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the IDs of all tags of `html`. */
static enum err link_anchors_collect(
    struct arena *a, const char *html, struct link_anchors *out) {
  struct html_clean r = {.at = html};
  struct buf id = {0};
  size_t cap = 0;
  enum err e = OK;
  for (enum html_clean_step step;
       !e && (step = html_clean_next(&r)) != HTML_CLEAN_END;) {
    if (step != HTML_CLEAN_OPEN || !html_clean_value(&r, " id=\"", &id))
      continue;
    e = buf_status(&id);
    const char **ids =
        e ? NULL : arena_grow(a, out->ids, out->count, &cap, sizeof *ids);
    char *copy = ids ? arena_strdup(a, buf_text(&id)) : NULL;
    if (ids)
      out->ids = ids;
    if (copy)
      out->ids[out->count++] = copy;
    else if (!e)
      e = ERR_NOMEM;
    buf_clear(&id);
  }
  buf_free(&id);
  return e;
}

enum err link_anchors_read(
    struct arena *a, const char *html, struct link_anchors *out) {
  struct link_anchors found = {NULL, 0};
  struct headings headings;
  struct buf linked = {0};
  enum err e = headings_link(a, html, &linked, &headings);
  if (!e)
    e = link_anchors_collect(a, buf_text(&linked), &found);
  buf_free(&linked);
  if (e)
    return e;
  if (found.count)
    qsort(found.ids, found.count, sizeof *found.ids, link_anchors_compare);
  *out = found;
  return OK;
}

static bool link_anchors_has(const struct link_anchors *anchors, const char *id) {
  return anchors->count && bsearch(&id, anchors->ids, anchors->count,
                               sizeof *anchors->ids, link_anchors_compare);
}

/* The number after `prefix`; 0 if there is none. */
static int64_t link_anchors_number(const char *id, const char *prefix) {
  size_t n = strlen(prefix);
  const char *digits = strncmp(id, prefix, n) == 0 ? id + n : "";
  return digits[strspn(digits, "0123456789")] ? 0 : strtoll(digits, NULL, 10);
}

static enum err link_anchors_comment(struct site *site, struct arena *a,
    int64_t article, int64_t id, struct link_place *out) {
  struct comment c;
  struct article r;
  const char *page = NULL;
  enum err e = comment_shown(site->db, a, id, &c);
  if (e == ERR_NOT_FOUND ||
      (!e && (c.status != COMMENT_APPROVE || c.article_id != article))) {
    out->problem = LINK_NO_ANCHOR;
    return OK;
  }
  if (!e)
    e = article_by_id(site->db, a, article, &r);
  if (!e)
    e = comment_location(site, a, &r, &c, &page);
  const char *own = e ? NULL : permalink_encode(a, r.permalink);
  if (!own)
    return e ? e : ERR_NOMEM;
  if (strncmp(page, own, strlen(own)) != 0 || page[strlen(own)] != '#') {
    out->problem = LINK_OTHER_PAGE;
    out->better = page;
  }
  return OK;
}

static enum err link_anchors_update(struct site *site, struct arena *a, int64_t article,
    int64_t number, struct link_place *out) {
  struct live_update u;
  enum err e = live_update_read(site->db, a, article, number, &u);
  if (e == ERR_NOT_FOUND)
    out->problem = LINK_NO_ANCHOR;
  return e == ERR_NOT_FOUND ? OK : e;
}

/* The ID that is a few letters away. */
static enum err link_anchors_near(struct arena *a, const struct link_anchors *anchors,
    const char *id, struct link_place *out) {
  size_t best = strlen(id) / 3 + 1, at = anchors->count;
  for (size_t i = 0; i < anchors->count && i < LINK_ANCHORS_NEAR; i++) {
    size_t distance = edit_distance(id, anchors->ids[i], best);
    if (distance <= best && (at == anchors->count || distance < best)) {
      best = distance;
      at = i;
    }
  }
  if (at == anchors->count)
    return OK;
  const char *encoded = percent_encode(a, anchors->ids[at]);
  out->better = encoded ? arena_join(a, "#", encoded, NULL) : NULL;
  return out->better ? OK : ERR_NOMEM;
}

enum err link_anchors_find(struct site *site, struct arena *a, int64_t article,
    const struct link_anchors *anchors, const char *fragment, struct link_place *out) {
  struct link_place place = {LINK_FINE, article, NULL};
  /* What follows ":~:" is an order to the browser, such as to find a text. */
  const char *order = strstr(fragment, ":~:");
  char *raw =
      arena_strndup(a, fragment, order ? (size_t)(order - fragment) : strlen(fragment));
  char *id = raw ? percent_decode(a, raw) : NULL;
  enum err e = id ? OK : ERR_NOMEM;
  /* "" and "top" mean the top of the page (WHATWG HTML section 7.4.6.4), where IDs are
   * compared before decoding, and then after. */
  bool is_fine = e || !*id || strcasecmp(id, "top") == 0 ||
                 link_anchors_has(anchors, raw) || link_anchors_has(anchors, id);
  int64_t comment = is_fine ? 0 : link_anchors_number(id, "comment-");
  int64_t update = is_fine ? 0 : link_anchors_number(id, "update-");
  if (comment)
    e = link_anchors_comment(site, a, article, comment, &place);
  else if (update)
    e = link_anchors_update(site, a, article, update, &place);
  else if (!is_fine && !headings_is_page_id(id)) {
    place.problem = LINK_NO_ANCHOR;
    e = link_anchors_near(a, anchors, id, &place);
  }
  if (!e)
    *out = place;
  return e;
}
