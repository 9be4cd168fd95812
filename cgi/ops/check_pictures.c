#include "ops/check_pictures.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/article_next.h"
#include "db/model/picture.h"
#include "markup/html/html_clean.h"
#include "site/core/picture_file.h"

enum {
  CHECK_PICTURES_MEMORY = 256 << 20 /* for one article */,
  CHECK_PICTURES_NAMED = 3
};

struct check_pictures {
  struct site *site;
  struct arena *arena;
  integrity_visit *report;
  void *context;
};

/* ---- Alternative texts ---- */

/* alt="" means that the picture says nothing; Markdown's ![](x.jpg) gives it, too, and
 * there it has been forgotten. */
static bool check_pictures_has_text(const struct html_clean *tag) {
  struct buf alt = {0};
  bool has = html_clean_value(tag, " alt=\"", &alt) && !utf8_is_blank(buf_text(&alt));
  buf_free(&alt);
  return has;
}

static size_t check_pictures_count(const char *html, struct buf *names) {
  struct html_clean r = {.at = html};
  size_t n = 0;
  for (enum html_clean_step step; (step = html_clean_next(&r)) != HTML_CLEAN_END;) {
    if (step != HTML_CLEAN_OPEN || !html_clean_is(&r, "img ") ||
        check_pictures_has_text(&r))
      continue;
    if (n++ < CHECK_PICTURES_NAMED) {
      buf_puts(names, n > 1 ? ", " : "");
      html_clean_value(&r, " src=\"", names);
    }
  }
  if (n > CHECK_PICTURES_NAMED)
    buf_printf(names, " and %zu more", n - CHECK_PICTURES_NAMED);
  return n;
}

static enum err check_pictures_article(struct check_pictures *c, int64_t id) {
  struct article_body body;
  struct buf names = {0}, finding = {0};
  enum err e = article_body_read(c->site->db, c->arena, id, &body);
  if (e)
    return e;
  size_t n = check_pictures_count(body.html, &names);
  if (n) {
    buf_printf(&finding,
        "article %lld has %zu picture%s without alternative text: ", (long long)id, n,
        n == 1 ? "" : "s");
    buf_add(&finding, buf_text(&names), names.len);
  }
  e = buf_status(&names);
  if (!e)
    e = buf_status(&finding);
  if (!e && n)
    e = c->report(c->context, buf_text(&finding));
  buf_free(&names);
  buf_free(&finding);
  return e;
}

static enum err check_pictures_articles(struct check_pictures *c) {
  enum err e = OK;
  bool found = true;
  for (int64_t id = 0; !e && found;) {
    arena_reset(c->arena);
    e = article_next(c->site->db, &found, &id);
    if (!e && found)
      e = check_pictures_article(c, id);
  }
  return e;
}

/* ---- Copies ---- */

struct check_copies {
  const struct check_pictures *check;
  const struct picture *picture;
  size_t missing;
};

static enum err check_pictures_copy(
    void *context, const char *format, bool is_own, int64_t width) {
  struct check_copies *c = context;
  struct stat st;
  char *path = arena_printf(c->check->arena, "%s/media/" PICTURE_FOLDER "/%s-%lld.%s",
      c->check->site->dir, c->picture->hash, (long long)width, format);
  (void)is_own;
  if (!path)
    return ERR_NOMEM;
  c->missing += stat(path, &st) != 0 || !S_ISREG(st.st_mode) || !st.st_size;
  return OK;
}

static enum err check_pictures_row(struct check_pictures *c, const struct picture *p) {
  static const char advice[] = ": run \"pamphlet media refresh\"";
  struct check_copies copies = {c, p, 0};
  struct stat st;
  const char *finding = NULL;
  char *path = arena_printf(c->arena, "%s/media/%s", c->site->dir, p->name);
  enum err e = path ? picture_file_each_copy(p->copies, check_pictures_copy, &copies)
                    : ERR_NOMEM;
  if (e == ERR_NOMEM)
    return e;
  bool is_there = stat(path, &st) == 0;
  /* A file that is gone is reported with the articles that show it. */
  if (is_there && (p->size != st.st_size || p->changed != picture_file_time(&st)))
    finding = arena_join(c->arena, "media/", p->name,
        " has changed since its copies were made", advice, NULL);
  else if (is_there && *p->fault)
    finding = arena_join(c->arena, "media/", p->name, " ", p->fault, NULL);
  else if (e || copies.missing)
    finding = arena_printf(c->arena, "media/%s lacks %zu of its smaller copies%s",
        p->name, copies.missing, advice);
  else
    return OK;
  return finding ? c->report(c->context, finding) : ERR_NOMEM;
}

static enum err check_pictures_rows(struct check_pictures *c) {
  char name[PATH_MAX] = "";
  bool found = true;
  enum err e = OK;
  while (!e && found) {
    struct picture p;
    arena_reset(c->arena);
    e = picture_next(c->site->db, c->arena, name, &found, &p);
    if (e || !found || snprintf(name, sizeof name, "%s", p.name) >= (int)sizeof name)
      break;
    e = check_pictures_row(c, &p);
  }
  return e;
}

enum err check_pictures(struct site *site, integrity_visit *report, void *context) {
  struct check_pictures c = {site, arena_new(CHECK_PICTURES_MEMORY), report, context};
  enum err e = c.arena ? check_pictures_articles(&c) : ERR_NOMEM;
  if (!e)
    e = check_pictures_rows(&c);
  arena_free(c.arena);
  return e;
}
