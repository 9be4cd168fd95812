/* One walk over the HTML that is stored: what the author wrote has been parsed already,
 * and links are the same on the page. A link to an element of another article waits,
 * until many do, so that each such article is read once for all of them. */
#include "ops/check_links.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "db/model/article_body.h"
#include "db/model/article_next.h"
#include "db/model/live.h"
#include "db/model/redirect.h"
#include "markup/html/html_clean.h"
#include "ops/link_anchors.h"
#include "ops/link_page.h"
#include "site/core/permalink.h"

enum {
  CHECK_LINKS_ARTICLE = 256 << 20, /* bytes of memory, for one article */
  CHECK_LINKS_KEPT = 1 << 30,      /* for all findings */
  CHECK_LINKS_WAITING = 50000      /* links to elements */
};

/* A link to an element of an article that has not been read yet. */
struct check_links_wait {
  int64_t target;
  struct link_finding finding;
  const char *fragment;
};

struct check_links {
  struct link_look look;
  struct link_pages pages;
  struct arena *article, *kept, *waiting_texts;
  struct check_links_wait *waiting;
  size_t waiting_count;
  struct link_finding *found;
  size_t found_count, found_cap;
  struct link_counts counts;
  check_links_visit *elsewhere; /* NULL: nobody wants to know */
  void *others;

  /* The article that is read. */
  int64_t id;
  const char *address, *html;
  struct link_anchors anchors;
  bool has_anchors;
};

/* ---- Findings ---- */

const char *link_problem_text(enum link_problem problem) {
  static const char *const texts[] = {
      [LINK_FINE] = "",
      [LINK_MOVED] = "redirects",
      [LINK_OTHER_PAGE] = "comment is on another page",
      [LINK_MISSING] = "not found",
      [LINK_GONE] = "withdrawn or deleted",
      [LINK_NO_FILE] = "no such file",
      [LINK_NO_ANCHOR] = "no such anchor",
      [LINK_LOST] = "redirects to nothing",
      [LINK_LOOP] = "redirects in a circle",
  };
  return texts[problem];
}

bool link_problem_is_note(enum link_problem problem) {
  return problem == LINK_MOVED || problem == LINK_OTHER_PAGE;
}

static enum err check_links_add(struct check_links *c, const struct link_finding *f) {
  if (f->place.problem == LINK_FINE)
    return OK;
  /* Not in the arena, which would keep all former copies. */
  struct link_finding *found =
      array_grow(c->found, c->found_count, &c->found_cap, sizeof *found);
  if (!found)
    return ERR_NOMEM;
  c->found = found;
  struct link_finding copy = *f;
  copy.address = arena_strdup(c->kept, f->address);
  copy.link = arena_strdup(c->kept, f->link);
  if (f->place.better)
    copy.place.better = arena_strdup(c->kept, f->place.better);
  if (!copy.address || !copy.link || (f->place.better && !copy.place.better))
    return ERR_NOMEM;
  c->found[c->found_count++] = copy;
  return OK;
}

static int check_links_compare(const void *a, const void *b) {
  const struct link_finding *x = a, *y = b;
  /* 0, a redirect, comes last. */
  uint64_t i = (uint64_t)x->article - 1, k = (uint64_t)y->article - 1;
  int order = (i > k) - (i < k);
  if (!order)
    order = strcmp(x->address, y->address);
  return order ? order : strcmp(x->link, y->link);
}

static enum err check_links_report(
    struct check_links *c, check_links_visit *visit, void *context) {
  enum err e = OK;
  if (c->found_count)
    qsort(c->found, c->found_count, sizeof *c->found, check_links_compare);
  for (size_t i = 0; !e && i < c->found_count; i++)
    /* A link that an article has more than once was judged in the same way each time.
     */
    if (!i || check_links_compare(&c->found[i - 1], &c->found[i]) != 0)
      e = visit(context, &c->found[i]);
  return e;
}

/* ---- Elements ---- */

/* A redirect keeps the fragment: what to write instead of the link has it too. */
static enum err check_links_after_redirect(struct check_links *c, const char *better,
    const char *fragment, struct link_place *place) {
  if (place->problem == LINK_FINE) {
    place->problem = LINK_MOVED;
    place->better = arena_join(c->article, better, "#", fragment, NULL);
  } else if (place->problem == LINK_NO_ANCHOR) {
    place->better =
        arena_join(c->article, better, place->better ? place->better : "", NULL);
  }
  return place->better ? OK : ERR_NOMEM;
}

static enum err check_links_judge_fragment(struct check_links *c, int64_t target,
    const struct link_anchors *anchors, const char *fragment, struct link_finding *f) {
  const char *better = f->place.problem == LINK_MOVED ? f->place.better : NULL;
  enum err e =
      link_anchors_find(c->look.site, c->article, target, anchors, fragment, &f->place);
  if (!e && better)
    e = check_links_after_redirect(c, better, fragment, &f->place);
  return e ? e : check_links_add(c, f);
}

static int check_links_compare_waiting(const void *a, const void *b) {
  const struct check_links_wait *x = a, *y = b;
  return (x->target > y->target) - (x->target < y->target);
}

/* Uses the arena of the article: between two of them. */
static enum err check_links_settle(struct check_links *c) {
  struct link_anchors anchors = {NULL, 0};
  enum err e = OK;
  if (c->waiting_count)
    qsort(
        c->waiting, c->waiting_count, sizeof *c->waiting, check_links_compare_waiting);
  for (size_t i = 0; !e && i < c->waiting_count; i++) {
    struct check_links_wait *w = &c->waiting[i];
    if (!i || w->target != w[-1].target) {
      const char *html = "";
      arena_reset(c->article);
      e = article_body_html(c->look.site->db, c->article, w->target, &html);
      if (!e)
        e = link_anchors_read(c->article, html, &anchors);
    }
    if (!e)
      e = check_links_judge_fragment(c, w->target, &anchors, w->fragment, &w->finding);
  }
  c->waiting_count = 0;
  arena_reset(c->waiting_texts);
  return e;
}

static enum err check_links_wait_for(struct check_links *c, int64_t target,
    const char *fragment, const struct link_finding *f) {
  struct check_links_wait w = {target, *f, arena_strdup(c->waiting_texts, fragment)};
  w.finding.address = arena_strdup(c->waiting_texts, f->address);
  w.finding.link = arena_strdup(c->waiting_texts, f->link);
  const char *better = f->place.better;
  if (better)
    w.finding.place.better = arena_strdup(c->waiting_texts, better);
  if ((better && !w.finding.place.better) || !w.fragment || !w.finding.address ||
      !w.finding.link)
    return ERR_NOMEM;
  c->waiting[c->waiting_count++] = w;
  return OK;
}

static enum err check_links_fragment(struct check_links *c, int64_t target,
    const char *fragment, struct link_finding *f) {
  if (target != c->id && c->waiting_count < CHECK_LINKS_WAITING)
    return check_links_wait_for(c, target, fragment, f);
  struct link_anchors other = {NULL, 0};
  enum err e = OK;
  if (target != c->id) {
    const char *html = "";
    e = article_body_html(c->look.site->db, c->article, target, &html);
    if (!e)
      e = link_anchors_read(c->article, html, &other);
  } else if (!c->has_anchors) {
    e = link_anchors_read(c->article, c->html, &c->anchors);
    c->has_anchors = !e;
  }
  return e ? e
           : check_links_judge_fragment(
                 c, target, target == c->id ? &c->anchors : &other, fragment, f);
}

/* ---- Links ---- */

static enum err check_links_other(struct check_links *c, const struct link_finding *f) {
  return c->elsewhere ? c->elsewhere(c->others, f) : OK;
}

static enum err check_links_link(struct check_links *c, const char *link) {
  struct link_finding f = {c->id, c->address, link, {LINK_FINE, 0, NULL}};
  struct url_here u;
  bool is_here = false;
  enum err e = url_resolve(c->article, link, c->address, c->look.origins, &is_here, &u);
  if (!e && !is_here)
    return check_links_other(c, &f);
  if (e)
    return e;
  c->counts.links++;
  /* A link within the page needs no search. */
  if (strcmp(u.path, c->address) == 0)
    f.place.article = c->id;
  else
    e = link_look_find(&c->look, c->article, &u, &f.place);
  if (!e && f.place.article && u.fragment)
    return check_links_fragment(c, f.place.article, u.fragment, &f);
  if (!e && f.place.problem == LINK_FINE && u.fragment && !u.query)
    e = link_page_find(&c->pages, c->article, u.path, u.fragment, &f.place);
  return e ? e : check_links_add(c, &f);
}

/* A srcset has several addresses, each followed by its size and a comma. */
static enum err check_links_set(struct check_links *c, char *s) {
  enum err e = OK;
  while (!e && *(s += strspn(s, " ,"))) {
    char *end = s + strcspn(s, " ");
    char *next = end + strcspn(end, ",");
    /* Without a size, the comma is the last character of the address. */
    if (end > s && end[-1] == ',')
      next = end--;
    char *link = arena_strndup(c->article, s, (size_t)(end - s));
    e = link ? check_links_link(c, link) : ERR_NOMEM;
    s = next;
  }
  return e;
}

static enum err check_links_tag(
    struct check_links *c, const struct html_clean *r, struct buf *value) {
  /* With what precedes them in the sanitiser's output. */
  static const char *const attributes[] = {
      " href=\"", " src=\"", " poster=\"", " cite=\"", " srcset=\""};
  enum err e = OK;
  for (size_t i = 0; !e && i < sizeof attributes / sizeof attributes[0]; i++) {
    buf_clear(value);
    if (!html_clean_value(r, attributes[i], value))
      continue;
    e = buf_status(value);
    char *text = e ? NULL : arena_strdup(c->article, buf_text(value));
    if (!e && !text)
      e = ERR_NOMEM;
    if (!e)
      e = i == 4 ? check_links_set(c, text) : check_links_link(c, text);
  }
  return e;
}

static enum err check_links_html(struct check_links *c, const char *html) {
  struct html_clean r = {.at = html};
  struct buf value = {0};
  enum err e = OK;
  for (enum html_clean_step step; !e && (step = html_clean_next(&r)) != HTML_CLEAN_END;)
    /* Most tags have no attributes. */
    if (step == HTML_CLEAN_OPEN && r.attributes_size)
      e = check_links_tag(c, &r, &value);
  buf_free(&value);
  return e;
}

/* ---- The walk ---- */

static enum err check_links_article(struct check_links *c, const char *permalink) {
  struct live_update *updates = NULL;
  size_t count = 0;
  struct db *db = c->look.site->db;
  c->has_anchors = false;
  c->html = "";
  c->address = permalink_encode(c->article, permalink);
  enum err e =
      c->address ? article_body_html(db, c->article, c->id, &c->html) : ERR_NOMEM;
  if (!e)
    e = check_links_html(c, c->html);
  if (!e)
    e = live_update_list(db, c->article, c->id, false, &updates, &count);
  for (size_t i = 0; !e && i < count; i++)
    e = check_links_html(c, updates[i].html);
  c->counts.articles++;
  return e;
}

static enum err check_links_articles(struct check_links *c) {
  bool found = true;
  enum err e = OK;
  while (!e && found) {
    char *permalink = NULL;
    arena_reset(c->article);
    e = article_next_public(c->look.site->db, c->article, &found, &c->id, &permalink);
    if (!e && found)
      e = check_links_article(c, permalink);
    if (!e && (!found || c->waiting_count > CHECK_LINKS_WAITING / 2))
      e = check_links_settle(c);
  }
  return e;
}

/* Its target, and not the path: a page that is at the path now hides the redirect. */
static enum err check_links_redirect(
    void *context, const char *path, const char *target) {
  struct check_links *c = context;
  struct link_finding f = {0, NULL, target, {LINK_FINE, 0, NULL}};
  struct url_here u;
  bool is_here = false;
  arena_reset(c->article);
  f.address = permalink_encode(c->article, path);
  enum err e = f.address ? url_resolve(c->article, target, f.address, c->look.origins,
                               &is_here, &u)
                         : ERR_NOMEM;
  c->counts.redirects++;
  if (!e && !is_here)
    return check_links_other(c, &f);
  if (!e)
    e = link_look_find(&c->look, c->article, &u, &f.place);
  return e ? e : check_links_add(c, &f);
}

static enum err check_links_all(struct check_links *c) {
  struct db *db = c->look.site->db;
  if (!c->article || !c->kept || !c->waiting_texts || !c->waiting)
    return ERR_NOMEM;
  enum err e = db_read_begin(db);
  if (!e)
    e = check_links_articles(c);
  if (!e)
    e = redirect_each(db, check_links_redirect, c);
  db_read_end(db);
  return e;
}

enum err check_links(struct site *site, check_links_visit *visit, void *context,
    check_links_visit *elsewhere, void *others, struct link_counts *counts) {
  struct check_links c = {.elsewhere = elsewhere,
      .others = others,
      .article = arena_new(CHECK_LINKS_ARTICLE),
      .kept = arena_new(CHECK_LINKS_KEPT),
      .waiting_texts = arena_new(CHECK_LINKS_KEPT),
      .waiting = malloc(CHECK_LINKS_WAITING * sizeof *c.waiting)};
  link_look_begin(site, c.kept, &c.look);
  c.pages = (struct link_pages){.site = site, .kept = c.kept};
  enum err e = check_links_all(&c);
  if (!e)
    e = check_links_report(&c, visit, context);
  if (!e)
    *counts = c.counts;
  link_look_end(&c.look);
  link_pages_end(&c.pages);
  free(c.found);
  free(c.waiting);
  arena_free(c.waiting_texts);
  arena_free(c.kept);
  arena_free(c.article);
  return e;
}
