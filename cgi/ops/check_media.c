#include "ops/check_media.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/percent.h"
#include "db/model/article.h"

enum { ARTICLE_MEMORY = 256 << 20, LIST_MEMORY = 256 << 20, MOST_NAMED = 10 };

struct missing {
  const char *name; /* in media/ */
  int64_t article;
};

struct search {
  struct site *site;
  struct arena *arena; /* of one article */
  struct arena *names; /* of all that is missing */
  struct missing *items;
  size_t count, cap;
};

static enum err add(struct search *c, const char *name, int64_t article) {
  if (c->count == c->cap) {
    size_t cap = c->cap ? c->cap * 2 : 16;
    struct missing *more = realloc(c->items, cap * sizeof *more);
    if (!more)
      return ERR_NOMEM;
    c->items = more;
    c->cap = cap;
  }
  char *copy = arena_strdup(c->names, name);
  if (!copy)
    return ERR_NOMEM;
  c->items[c->count++] = (struct missing){copy, article};
  return OK;
}

/* The name in media/ of an address in an attribute, `n` bytes that begin behind
 * "/media/"; NULL when memory is out. The sanitiser has escaped it. */
static char *name_of(struct arena *a, const char *s, size_t n) {
  char *name = arena_strndup(a, s, n);
  if (!name)
    return NULL;
  for (char *amp = name; (amp = strstr(amp, "&amp;")) != NULL;) {
    amp++;
    memmove(amp, amp + 4, strlen(amp + 4) + 1);
  }
  name[strcspn(name, "?#")] = '\0';
  return percent_decode(a, name);
}

/* Every attribute's value of sanitised HTML stands in double quotes. */
static enum err search_article(struct search *c, int64_t id) {
  static const char mark[] = "=\"/media/";
  struct article_body body;
  struct stat st;
  enum err e = article_body_read(c->site->db, c->arena, id, &body);
  const char *s = e ? "" : body.html;
  while (!e && (s = strstr(s, mark)) != NULL) {
    s += sizeof mark - 1;
    char *name = name_of(c->arena, s, strcspn(s, "\""));
    char *path =
        name ? arena_printf(c->arena, "%s/media/%s", c->site->dir, name) : NULL;
    if (!path)
      return ERR_NOMEM;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
      e = add(c, name, id);
  }
  return e;
}

static enum err search_all(struct search *c) {
  enum err e = OK;
  bool found = true;
  for (int64_t id = 0; !e && found;) {
    arena_reset(c->arena);
    e = article_next(c->site->db, &found, &id);
    if (!e && found)
      e = search_article(c, id);
  }
  return e;
}

static int compare(const void *a, const void *b) {
  const struct missing *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  return order ? order : (x->article > y->article) - (x->article < y->article);
}

/* The numbers of the articles that show the first of the `n` sorted items. Returns how
 * many items are of its name. */
static size_t add_articles(struct buf *out, const struct missing *items, size_t n) {
  size_t i = 0, articles = 0;
  for (; i < n && strcmp(items[i].name, items[0].name) == 0; i++) {
    if (i && items[i].article == items[i - 1].article)
      continue;
    if (articles++ < MOST_NAMED)
      buf_printf(out, "%s%lld", articles > 1 ? ", " : "", (long long)items[i].article);
  }
  if (articles > MOST_NAMED)
    buf_printf(out, " and %zu more", articles - MOST_NAMED);
  return i;
}

static enum err tell_all(struct search *c, integrity_visit *report, void *context) {
  enum err e = OK;
  if (c->count)
    qsort(c->items, c->count, sizeof *c->items, compare);
  for (size_t i = 0; !e && i < c->count;) {
    struct buf b = {0};
    const char *name = c->items[i].name;
    buf_printf(&b, "media/%s is not there, shown by article ", name);
    i += add_articles(&b, c->items + i, c->count - i);
    e = buf_status(&b);
    if (!e)
      e = report(context, buf_text(&b));
    buf_free(&b);
  }
  return e;
}

enum err check_media(struct site *site, integrity_visit *report, void *context) {
  struct search c = {.site = site,
      .arena = arena_new(ARTICLE_MEMORY),
      .names = arena_new(LIST_MEMORY)};
  enum err e = c.arena && c.names ? search_all(&c) : ERR_NOMEM;
  if (!e)
    e = tell_all(&c, report, context);
  free(c.items);
  arena_free(c.names);
  arena_free(c.arena);
  return e;
}
