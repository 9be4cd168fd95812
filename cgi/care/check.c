#include "care/check.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/percent.h"
#include "store/article.h"
#include "store/integrity.h"

enum { ARTICLE_MEMORY = 256 << 20 };

struct check {
  struct site *site;
  struct arena *arena; /* of one article */
  check_report *report;
  void *context;
  bool found; /* something */
};

static enum err tell(void *context, const char *finding) {
  struct check *c = context;
  c->found = true;
  c->report(c->context, finding);
  return OK;
}

/* The name in media/ of an address in an attribute, `n` octets that begin behind
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
static enum err check_article(struct check *c, int64_t id) {
  static const char mark[] = "=\"/media/";
  struct article_body body;
  struct stat st;
  enum err e = article_read_body(c->site->store, c->arena, id, &body);
  const char *s = e ? "" : body.html;
  while (!e && (s = strstr(s, mark)) != NULL) {
    s += sizeof mark - 1;
    char *name = name_of(c->arena, s, strcspn(s, "\""));
    char *path =
        name ? arena_printf(c->arena, "%s/media/%s", c->site->dir, name) : NULL;
    char *fault =
        path ? arena_printf(c->arena, "article %lld shows media/%s, which is not there",
                   (long long)id, name)
             : NULL;
    if (!fault)
      return ERR_NOMEM;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
      e = tell(c, fault);
  }
  return e;
}

static enum err check_media(struct check *c) {
  enum err e = OK;
  for (int64_t id = 0; !e;) {
    arena_reset(c->arena);
    e = article_next(c->site->store, &id);
    if (!e)
      e = check_article(c, id);
    if (e == ERR_NOT_FOUND)
      return OK;
  }
  return e;
}

enum err check_site(struct site *site, check_report *report, void *context) {
  struct check c = {site, arena_new(ARTICLE_MEMORY), report, context, false};
  enum err e = c.arena ? integrity_of_file(site->store, tell, &c) : ERR_NOMEM;
  /* Rows of a damaged file say nothing. */
  if (!e && !c.found) {
    e = store_read_begin(site->store);
    if (!e)
      e = integrity_of_rows(site->store, tell, &c);
    if (!e)
      e = check_media(&c);
    store_read_end(site->store);
  }
  arena_free(c.arena);
  return e;
}
