#include "export/export_comments.h"

#include <string.h>

#include <jansson.h>

#include "site/comments/comment_render.h"

/* A failure here must not go unnoticed: the export would lack what it is made for. */
static bool export_comments_set(json_t *o, const char *key, json_t *value) {
  return json_object_set_new(o, key, value) == 0;
}

/* Adds the fields that are left out where they have their usual value. */
static bool export_comments_add_rest(json_t *o, const struct export_comment *c) {
  const struct comment *r = &c->row;
  bool good = true;
  if (r->parent_id)
    good = export_comments_set(o, "parent", json_integer(r->parent_id));
  if (good && strcmp(r->type, "comment") != 0)
    good = export_comments_set(o, "type", json_string(r->type));
  if (good && r->renderer >= COMMENT_RENDERER_MARKDOWN)
    good = export_comments_set(o, "format",
        json_string(r->renderer >= COMMENT_RENDERER_HTML ? "html" : "markdown"));
  if (good && r->by_author)
    good = export_comments_set(o, "by_author", json_true());
  if (good && *r->url)
    good = export_comments_set(o, "url", json_string(r->url));
  if (good && *c->email)
    good = export_comments_set(o, "email", json_string(c->email));
  return good;
}

static json_t *export_comments_one(const struct export_comment *c) {
  const struct comment *r = &c->row;
  json_t *o = json_pack("{s:I, s:s, s:s, s:s, s:s}", "id", (json_int_t)r->id, "status",
      comment_status_name(r->status), "date", c->date, "author", r->author, "text",
      r->source);
  if (o && export_comments_add_rest(o, c))
    return o;
  json_decref(o);
  return NULL;
}

/* Indented, so that a change of one comment is a change of a few lines: exports are
 * kept in Git. "keep_ids" lets an import into an empty site restore the IDs, which are
 * part of the comments' addresses. */
char *export_comments_make(const struct export_article *article) {
  json_t *list = json_array();
  bool failed = !list;
  for (size_t i = 0; !failed && i < article->comment_count; i++)
    failed =
        json_array_append_new(list, export_comments_one(&article->comments[i])) != 0;
  json_t *all =
      failed ? NULL : json_pack("{s:b, s:O}", "keep_ids", 1, "comments", list);
  char *text = all ? json_dumps(all, JSON_INDENT(2)) : NULL;
  json_decref(list);
  json_decref(all);
  return text;
}
