#include "import/compose/compose_text.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "markup/frontmatter/front_matter_write.h"
#include "site/publish/article_text.h"

enum kind { TEXT, LIST, FLAG, COMMENTS };

static const struct {
  const char *key;
  enum kind kind;
  size_t at;
} members[] = {
    {"title", TEXT, offsetof(struct front_matter, title)},
    {"slug", TEXT, offsetof(struct front_matter, slug)},
    {"date", TEXT, offsetof(struct front_matter, date)},
    {"status", TEXT, offsetof(struct front_matter, status)},
    {"type", TEXT, offsetof(struct front_matter, type)},
    {"author", TEXT, offsetof(struct front_matter, author)},
    {"excerpt", TEXT, offsetof(struct front_matter, excerpt)},
    {"lang", TEXT, offsetof(struct front_matter, lang)},
    {"parent", TEXT, offsetof(struct front_matter, parent)},
    {"categories", LIST, offsetof(struct front_matter, categories)},
    {"tags", LIST, offsetof(struct front_matter, tags)},
    {"expires", TEXT, offsetof(struct front_matter, expires)},
    {"aliases", LIST, offsetof(struct front_matter, aliases)},
    {"menu", FLAG, offsetof(struct front_matter, in_menu)},
    {"sticky", FLAG, offsetof(struct front_matter, sticky)},
    {"comments", COMMENTS, offsetof(struct front_matter, comments)},
};

/* A comma-separated text as a list. */
static enum err compose_text_set_list(
    struct arena *a, const char *value, struct front_matter_list *out) {
  char *rest = arena_strdup(a, value), *save = NULL;
  enum err e = rest ? OK : ERR_NOMEM;
  *out = (struct front_matter_list){NULL, NULL, 0};
  for (char *s = rest ? strtok_r(rest, ",", &save) : NULL; !e && s;
       s = strtok_r(NULL, ",", &save)) {
    s += strspn(s, " ");
    if (*s)
      e = front_matter_list_add(a, out, s, 0);
  }
  return e;
}

static enum err compose_text_change(struct arena *a, const struct compose_change *c,
    struct front_matter *m, struct parse_problem *problem) {
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    char *at = (char *)m + members[i].at;
    if (strcmp(members[i].key, c->key) != 0)
      continue;
    if (members[i].kind == LIST) {
      struct front_matter_list list;
      enum err e = compose_text_set_list(a, c->value, &list);
      memcpy(at, &list, sizeof list);
      return e;
    }
    if (members[i].kind == TEXT) {
      memcpy(at, &c->value, sizeof c->value);
      return OK;
    }
    if (members[i].kind == FLAG) {
      bool on = strcmp(c->value, "yes") == 0;
      memcpy(at, &on, sizeof on);
      return OK;
    }
    int open = strcasecmp(c->value, "open") == 0;
    if (!open && strcasecmp(c->value, "closed") != 0)
      return parse_problem_set(
          problem, 0, "comments must be open or closed, not \"%.40s\"", c->value);
    memcpy(at, &open, sizeof open);
    return OK;
  }
  return ERR_INTERNAL;
}

/* The front matter and body before any change. */
static enum err compose_text_begin(struct site *site, struct arena *a,
    const struct compose *c, struct article_text *t, struct parse_problem *problem) {
  const char *text = c->text ? c->text : "";
  if (c->id && !(c->text && front_matter_begins(c->text, c->size))) {
    enum err e = article_text_read(site, a, c->id, t);
    if (!e && c->text)
      t->body = text;
    return e;
  }
  *t = (struct article_text){0};
  t->matter.comments = -1;
  enum err e = front_matter_read(a, text, c->text ? c->size : 0, &t->matter, problem);
  t->body = text + t->matter.body;
  /* The text is written again from what was understood of it, which would lose the
   * rest. */
  if (!e && t->matter.notes)
    e = parse_problem_set(problem, t->matter.notes->line, "%s", t->matter.notes->text);
  return e;
}

enum err compose_text(struct site *site, struct arena *a, const struct compose *c,
    char **text, size_t *size, bool *as_given, struct parse_problem *problem) {
  struct article_text t;
  bool whole = c->text && (!c->id || front_matter_begins(c->text, c->size));
  *as_given = whole && !c->change_count && !c->content;
  if (*as_given) {
    *text = arena_strndup(a, c->text, c->size);
    *size = c->size;
    return *text ? OK : ERR_NOMEM;
  }
  *as_given = true;
  /* A NUL would silently end the text below. */
  if (c->text && memchr(c->text, '\0', c->size))
    return parse_problem_set(problem, 0, "it contains a NUL: save it as UTF-8 text");
  enum err e = compose_text_begin(site, a, c, &t, problem);
  if (e)
    return e;
  /* Problems found from here on are in a different text than the author's. */
  *as_given = false;
  if (c->content)
    t.body = c->content;
  for (size_t i = 0; !e && i < c->change_count; i++)
    e = compose_text_change(a, &c->changes[i], &t.matter, problem);
  if (e)
    return e;
  *text = article_text_make(a, &t);
  *size = *text ? strlen(*text) : 0;
  return *text ? OK : ERR_NOMEM;
}
