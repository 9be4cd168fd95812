/* A file of an export becomes a file with front matter before anything else looks at
 * it. All rules about titles, dates, slugs and old addresses are then those of any
 * other file, and what the export keeps elsewhere counts as part of the file: a post
 * that is paid only since the last import is a changed one. */
#include "import/hosted/import_hosted_post.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "markup/names/slug.h"

/* Bytes of a single value: front matter has a limit as a whole. */
enum { MOST_VALUE = 8000 };

static bool import_hosted_post_put(
    json_t *map, const char *key, const char *value, struct buf *room) {
  buf_clear(room);
  if (!value)
    return true;
  /* Front matter has single lines of plain text. */
  utf8_plain(room, value);
  size_t n = utf8_head(buf_text(room), MOST_VALUE);
  return !buf_status(room) &&
         (!n || json_object_set_new(map, key, json_stringn(buf_text(room), n)) == 0);
}

static bool import_hosted_post_put_tags(
    json_t *map, const struct import_hosted_post *post) {
  json_t *list = json_array();
  bool is_fine = list != NULL;
  for (size_t i = 0; is_fine && i < post->tag_count; i++)
    is_fine = json_array_append_new(list, json_string(post->tags[i])) == 0;
  if (is_fine && post->tag_count)
    return json_object_set_new(map, "tags", list) == 0;
  json_decref(list);
  return is_fine;
}

/* The slug in lower case, because one that must be changed would be reported. */
static bool import_hosted_post_put_slug(
    json_t *map, const char *name, struct buf *room) {
  buf_clear(room);
  enum err e = name ? slug_make(name, room) : OK;
  if (e == ERR_NOMEM)
    return false;
  return e || !room->len || slug_is_reserved(buf_text(room)) ||
         json_object_set_new(map, "slug", json_string(buf_text(room))) == 0;
}

static json_t *import_hosted_post_map(
    const struct import_hosted_post *post, struct buf *room) {
  json_t *map = json_object();
  bool is_titled = post->title && !utf8_is_blank(post->title);
  if (map &&
      import_hosted_post_put(
          map, "title", is_titled ? post->title : post->name, room) &&
      import_hosted_post_put_slug(map, post->name, room) &&
      import_hosted_post_put(map, "excerpt", post->excerpt, room) &&
      import_hosted_post_put(map, "author", post->author, room) &&
      import_hosted_post_put(map, "date", post->date, room) &&
      import_hosted_post_put(map, "url", post->url, room) &&
      import_hosted_post_put_tags(map, post) &&
      json_object_set_new(map, "type", json_string(post->is_page ? "page" : "post")) ==
          0 &&
      (!post->is_draft || json_object_set_new(map, "draft", json_true()) == 0))
    return map;
  json_decref(map);
  return NULL;
}

enum err import_hosted_post_write(struct import_work *w,
    const struct import_hosted_post *post, char **text, size_t *size) {
  struct buf room = {0};
  json_t *map = import_hosted_post_map(post, &room);
  /* On one line, so that the lines of the body are off by one at most. */
  char *matter = map ? json_dumps(map, JSON_COMPACT) : NULL;
  char *whole = matter ? arena_printf(w->arena, "%s\n%s", matter, post->body) : NULL;
  free(matter);
  json_decref(map);
  buf_free(&room);
  if (!whole)
    return ERR_NOMEM;
  *text = whole;
  *size = strlen(whole);
  w->is_converted = true;
  return OK;
}
