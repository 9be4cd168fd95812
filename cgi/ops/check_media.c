#include "ops/check_media.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/percent.h"
#include "db/model/article.h"
#include "db/model/article_next.h"

enum {
  CHECK_MEDIA_ARTICLE = 256 << 20, /* bytes of memory */
  CHECK_MEDIA_LIST = 256 << 20,
  CHECK_MEDIA_NAMED = 10 /* articles that a finding names */
};

struct check_media_missing {
  const char *name; /* its path in media/ */
  int64_t article;
};

/* Two arenas, because one is reset for each article. The list itself grows by realloc:
 * an arena would keep its old copies. */
struct check_media {
  struct site *site;
  struct arena *arena; /* holds one article */
  struct arena *names; /* holds the names of all missing files */
  struct check_media_missing *items;
  size_t count, cap;
};

static enum err check_media_add(
    struct check_media *c, const char *name, int64_t article) {
  struct check_media_missing *items =
      array_grow(c->items, c->count, &c->cap, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  c->items = items;
  char *copy = arena_strdup(c->names, name);
  if (!copy)
    return ERR_NOMEM;
  c->items[c->count++] = (struct check_media_missing){copy, article};
  return OK;
}

/* The name in media/ from an address in an attribute, `n` bytes after "/media/"; NULL
 * when out of memory. The sanitiser has escaped "&", and the author may have escaped
 * more. */
static char *check_media_name(struct arena *a, const char *s, size_t n) {
  char *name = arena_strndup(a, s, n);
  if (!name)
    return NULL;
  /* The search goes on after the "&", so that "&amp;amp;" is decoded once. */
  for (char *amp = name; (amp = strstr(amp, "&amp;")) != NULL;) {
    amp++;
    memmove(amp, amp + 4, strlen(amp + 4) + 1);
  }
  /* A query or a fragment is cut off before decoding, which may produce "?" or "#". */
  name[strcspn(name, "?#")] = '\0';
  return percent_decode(a, name);
}

/* The sanitiser writes every attribute value in double quotes, so that searching for
 * ="/media/ finds all addresses. */
static enum err check_media_article(struct check_media *c, int64_t id) {
  static const char mark[] = "=\"/media/";
  struct article_body body;
  struct stat st;
  enum err e = article_body_read(c->site->db, c->arena, id, &body);
  const char *s = e ? "" : body.html;
  while (!e && (s = strstr(s, mark)) != NULL) {
    s += sizeof mark - 1;
    char *name = check_media_name(c->arena, s, strcspn(s, "\""));
    char *path =
        name ? arena_printf(c->arena, "%s/media/%s", c->site->dir, name) : NULL;
    if (!path)
      return ERR_NOMEM;
    /* stat follows links, as the web server does that serves media/. */
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
      e = check_media_add(c, name, id);
  }
  return e;
}

static enum err check_media_all(struct check_media *c) {
  enum err e = OK;
  bool found = true;
  for (int64_t id = 0; !e && found;) {
    arena_reset(c->arena);
    e = article_next(c->site->db, &found, &id);
    if (!e && found)
      e = check_media_article(c, id);
  }
  return e;
}

/* By name, so that all articles that show a file are next to each other; then by ID. */
static int check_media_compare(const void *a, const void *b) {
  const struct check_media_missing *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  return order ? order : (x->article > y->article) - (x->article < y->article);
}

/* Adds the IDs of the articles that show the first of the `n` sorted items. Returns the
 * number of items with its name. */
static size_t check_media_put_articles(
    struct buf *out, const struct check_media_missing *items, size_t n) {
  size_t i = 0, articles = 0;
  for (; i < n && strcmp(items[i].name, items[0].name) == 0; i++) {
    /* An article that shows the file twice is named once; the items are sorted by
     * both. */
    if (i && items[i].article == items[i - 1].article)
      continue;
    if (articles++ < CHECK_MEDIA_NAMED)
      buf_printf(out, "%s%lld", articles > 1 ? ", " : "", (long long)items[i].article);
  }
  if (articles > CHECK_MEDIA_NAMED)
    buf_printf(out, " and %zu more", articles - CHECK_MEDIA_NAMED);
  return i;
}

static enum err check_media_report(
    struct check_media *c, integrity_visit *report, void *context) {
  enum err e = OK;
  /* qsort must not get NULL, even for no items. */
  if (c->count)
    qsort(c->items, c->count, sizeof *c->items, check_media_compare);
  for (size_t i = 0; !e && i < c->count;) {
    struct buf b = {0};
    const char *name = c->items[i].name;
    buf_printf(&b, "media/%s is missing, shown by article ", name);
    i += check_media_put_articles(&b, c->items + i, c->count - i);
    e = buf_status(&b);
    if (!e)
      e = report(context, buf_text(&b));
    buf_free(&b);
  }
  return e;
}

enum err check_media(struct site *site, integrity_visit *report, void *context) {
  struct check_media c = {.site = site,
      .arena = arena_new(CHECK_MEDIA_ARTICLE),
      .names = arena_new(CHECK_MEDIA_LIST)};
  enum err e = c.arena && c.names ? check_media_all(&c) : ERR_NOMEM;
  if (!e)
    e = check_media_report(&c, report, context);
  free(c.items);
  arena_free(c.names);
  arena_free(c.arena);
  return e;
}
