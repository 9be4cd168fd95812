#include "export/export_comments.h"

#include <string.h>

#include <jansson.h>

#include "markup/markdown/comment_text.h"

static json_t *export_comments_one(const struct export_comment *c) {
  const struct comment *r = &c->row;
  json_t *o = json_pack("{s:I, s:s, s:s, s:s, s:s}", "id", (json_int_t)r->id, "status",
      comment_status_name(r->status), "date", c->date, "author", r->author, "text",
      r->source);
  if (o && r->parent_id)
    json_object_set_new(o, "parent", json_integer(r->parent_id));
  if (o && strcmp(r->type, "comment") != 0)
    json_object_set_new(o, "type", json_string(r->type));
  if (o && r->renderer == COMMENT_RENDERER_HTML)
    json_object_set_new(o, "format", json_string("html"));
  if (o && *r->url)
    json_object_set_new(o, "url", json_string(r->url));
  if (o && *c->email)
    json_object_set_new(o, "email", json_string(c->email));
  return o;
}

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
