#include "site/import_file.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "site/commenting.h"
#include "store/gate.h"
#include "text/url.h"

/* One comment of the file, and where it has gone. */
struct item {
  int64_t local, local_parent, id;
  struct comment comment;
  const char *email;
};

struct batch {
  struct arena *arena;
  struct item *items;
  size_t count;
  int64_t article;
  int added;
};

static const char *text_of(json_t *object, const char *key) {
  const char *s = json_string_value(json_object_get(object, key));
  return s ? s : "";
}

static enum err fault(struct text_problem *p, int64_t local, const char *what) {
  snprintf(p->message, sizeof p->message, "comment %lld: %s", (long long)local, what);
  return ERR_INVALID;
}

static enum err read_item(
    struct arena *a, json_t *object, struct item *item, struct text_problem *p) {
  struct comment *c = &item->comment;
  item->local = json_integer_value(json_object_get(object, "id"));
  item->local_parent = json_integer_value(json_object_get(object, "parent"));
  item->email = arena_strdup(a, text_of(object, "email"));
  c->type = "comment";
  c->author = arena_strdup(a, text_of(object, "author"));
  c->url = arena_strdup(a, text_of(object, "url"));
  c->source = arena_strdup(a, text_of(object, "text"));
  c->source_key = arena_printf(a, "%lld", (long long)item->local);
  if (!item->email || !c->author || !c->url || !c->source || !c->source_key)
    return ERR_NOMEM;
  if (item->local <= 0 || utf8_is_blank(c->author) || utf8_is_blank(c->source))
    return fault(p, item->local, "needs \"id\", \"author\" and \"text\"");
  if (utf8_check(c->author, strlen(c->author), UTF8_ONE_LINE) ||
      utf8_check(c->source, strlen(c->source), UTF8_MULTI_LINE))
    return fault(p, item->local, "has control characters");
  if (*c->url && url_check(c->url))
    return fault(p, item->local, "its \"url\" is no http or https address");
  if (!comment_status_find(
          *text_of(object, "status") ? text_of(object, "status") : "hold", &c->status))
    return fault(p, item->local, "\"status\" must be approve, hold, spam or trash");
  if (clock_parse(text_of(object, "date"), &c->created_at))
    return fault(p, item->local, "\"date\" must be like 2026-10-02T10:00:00+02:00");
  return commenting_render(a, c);
}

static struct item *find(struct batch *b, int64_t local) {
  for (size_t i = 0; i < b->count; i++)
    if (b->items[i].local == local)
      return &b->items[i];
  return NULL;
}

static enum err insert(struct store *s, struct batch *b, struct item *item) {
  struct item *parent = find(b, item->local_parent);
  enum err e = comment_by_source(s, b->article, item->comment.source_key, &item->id);
  if (e != ERR_NOT_FOUND)
    return e;
  item->comment.article_id = b->article;
  item->comment.parent_id = parent ? parent->id : 0;
  e = comment_insert(s, &item->comment, item->email, NULL, &item->id);
  if (!e && item->comment.status == COMMENT_APPROVE)
    e = article_add_comments(s, b->article, 1);
  b->added++;
  return e;
}

/* Parents before answers, whatever their order in the file. */
static enum err insert_all(struct store *s, void *context) {
  struct batch *b = context;
  bool progress = true;
  for (size_t left = b->count; left && progress;) {
    progress = false;
    for (size_t i = 0; i < b->count; i++) {
      struct item *item = &b->items[i];
      struct item *parent = find(b, item->local_parent);
      if (item->id || (parent && !parent->id))
        continue;
      enum err e = insert(s, b, item);
      if (e)
        return e;
      left--;
      progress = true;
    }
  }
  return gate_touch(s, GATE_ARTICLE, b->article);
}

enum err import_comments(struct import_run *run, struct arena *a, const char *json,
    int64_t article, int *added, struct text_problem *problem) {
  json_error_t error;
  struct batch b = {.arena = a, .article = article};
  json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &error);
  if (!root) {
    problem->line = error.line;
    snprintf(problem->message, sizeof problem->message, "%s", error.text);
    return ERR_SYNTAX;
  }
  json_t *list = json_object_get(root, "comments");
  enum err e = OK;
  if (!json_is_array(list)) {
    snprintf(
        problem->message, sizeof problem->message, "there is no list \"comments\"");
    e = ERR_SYNTAX;
  }
  b.items = arena_array(a, json_array_size(list) + 1, sizeof *b.items);
  if (!b.items)
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < json_array_size(list); i++)
    e = read_item(a, json_array_get(list, i), &b.items[b.count++], problem);
  json_decref(root);
  if (!e)
    e = gate_write(run->site->store, insert_all, &b);
  if (!e)
    *added = b.added;
  return e;
}
