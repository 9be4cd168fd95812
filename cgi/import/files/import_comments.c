/* Comments are read strictly, unlike front matter: this format is our own, so its
 * writer can correct it, and nobody would notice a comment that was silently dropped.
 * One fault therefore refuses the file and its article, and nothing of either is
 * saved. */
#include "import/files/import_comments.h"

#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_render.h"

/* The state of reading a file. */
struct reader {
  struct arena *arena;
  struct parse_problem *problem;
};

static enum err import_comments_fault(
    struct reader *r, int64_t local, const char *what) {
  return parse_problem_set(r->problem, 0, "comment %lld: %s", (long long)local, what);
}

/* "" if the key is missing or null. */
static const char *import_comments_text_of(json_t *object, const char *key) {
  const char *s = json_string_value(json_object_get(object, key));
  return s ? s : "";
}

/* A value that is not a string would count as missing, and be lost. */
static enum err import_comments_check_kinds(
    struct reader *r, json_t *object, int64_t local) {
  static const char *const texts[] = {
      "author", "email", "url", "text", "status", "date", "type", "format"};
  const json_t *parent = json_object_get(object, "parent");
  /* json_integer_value() returns 0 for anything but a number, such as "1" in quotes. */
  if (local <= 0)
    return import_comments_fault(
        r, local, "\"id\" must be a positive number without quotes");
  if (parent && !json_is_null(parent) && !json_is_integer(parent))
    return import_comments_fault(r, local,
        "\"parent\" must be the \"id\" of the parent comment, without quotes");
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    const json_t *value = json_object_get(object, texts[i]);
    if (value && !json_is_null(value) && !json_is_string(value))
      return parse_problem_set(r->problem, 0, "comment %lld: \"%s\" must be a string",
          (long long)local, texts[i]);
  }
  return OK;
}

static enum err import_comments_read_texts(
    struct reader *r, json_t *object, struct import_comment *item) {
  struct comment *c = &item->comment;
  /* The strings belong to jansson and are freed with the root, so everything kept is
   * copied. */
  char *source = arena_strdup(r->arena, import_comments_text_of(object, "text"));
  if (source)
    utf8_unify_newlines(source, strlen(source));
  item->email = comment_fields_trim(r->arena, import_comments_text_of(object, "email"));
  c->author = comment_fields_trim(r->arena, import_comments_text_of(object, "author"));
  c->url = comment_fields_trim(r->arena, import_comments_text_of(object, "url"));
  c->source = source;
  c->source_key = arena_printf(r->arena, "%lld", (long long)item->local);
  return item->email && c->author && c->url && c->source && c->source_key ? OK
                                                                          : ERR_NOMEM;
}

/* The rules of the form, except that an email address may be missing. */
static enum err import_comments_check_texts(
    struct reader *r, const struct import_comment *item) {
  const struct comment *c = &item->comment;
  enum comment_fault wrong[] = {comment_fields_author(c->author),
      *item->email ? comment_fields_email(item->email) : COMMENT_FAULT_NONE,
      comment_fields_url(c->url), comment_fields_text(c->source)};
  /* The faults of the form have texts in the language of the reader; the command speaks
   * English only. */
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    if (wrong[i] != COMMENT_FAULT_NONE)
      return import_comments_fault(r, item->local,
          comment_fault_text(
              r->arena, "en", wrong[i], (int64_t)utf8_length(c->source)));
  /* The form never gets here with such a text, because the request has been checked
   * before. */
  if (utf8_check(c->source, strlen(c->source), UTF8_MULTI_LINE))
    return import_comments_fault(
        r, item->local, "\"text\" contains a control character: remove it");
  return OK;
}

static bool import_comments_is_type(const char *type) {
  static const char *const types[] = {"comment", "pingback", "trackback", "webmention"};
  for (size_t i = 0; type && i < sizeof types / sizeof types[0]; i++)
    if (strcmp(types[i], type) == 0)
      return true;
  return false;
}

/* NULL: there is no such format. Plain text has none: it was the only one. */
static comment_render *import_comments_renderer(const char *format) {
  return !*format                          ? comment_render_text
         : strcmp(format, "html") == 0     ? comment_render_html
         : strcmp(format, "markdown") == 0 ? comment_render_markdown
                                           : NULL;
}

static enum err import_comments_read_item(
    struct reader *r, json_t *object, struct import_comment *item) {
  struct comment *c = &item->comment;
  const char *status = import_comments_text_of(object, "status"),
             *format = import_comments_text_of(object, "format");
  comment_render *render = import_comments_renderer(format);
  item->local = json_integer_value(json_object_get(object, "id"));
  item->local_parent = json_integer_value(json_object_get(object, "parent"));
  c->type = import_comments_text_of(object, "type");
  c->by_author = json_is_true(json_object_get(object, "by_author"));
  c->type = *c->type ? arena_strdup(r->arena, c->type) : "comment";
  enum err e = import_comments_check_kinds(r, object, item->local);
  if (!e)
    e = import_comments_read_texts(r, object, item);
  if (!e)
    e = import_comments_check_texts(r, item);
  if (e)
    return e;
  if (!import_comments_is_type(c->type))
    return import_comments_fault(
        r, item->local, "\"type\" must be comment, pingback, trackback or webmention");
  /* A comment without a status waits for the moderator: publishing it would be the
   * mistake that cannot be taken back. */
  if (!comment_status_find(*status ? status : "hold", &c->status))
    return import_comments_fault(
        r, item->local, "\"status\" must be approve, hold, spam or trash");
  if (clock_parse(import_comments_text_of(object, "date"), &c->created_at))
    return import_comments_fault(
        r, item->local, "\"date\" must be like 2026-10-02T10:00:00+02:00");
  if (!render)
    return import_comments_fault(
        r, item->local, "\"format\" must be \"html\", \"markdown\" or missing");
  return render(r->arena, c);
}

enum err import_comments_read(struct arena *a, const char *json,
    struct import_comments *out, struct parse_problem *problem) {
  json_error_t error;
  struct reader r = {a, problem};
  struct import_comments all = {0};
  /* jansson would otherwise keep the last of several values without any message. */
  json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &error);
  if (!root) {
    enum err ignored = parse_problem_set(problem, error.line, "%s", error.text);
    (void)ignored;
    return ERR_SYNTAX;
  }
  json_t *list = json_object_get(root, "comments");
  all.keep_ids = json_is_true(json_object_get(root, "keep_ids"));
  enum err e = OK;
  if (!json_is_array(list))
    e = parse_problem_set(problem, 0, "the list \"comments\" is missing");
  /* json_array_size() is 0 for anything but an array. */
  all.items = arena_array(a, json_array_size(list) + 1, sizeof *all.items);
  if (!e && !all.items)
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < json_array_size(list); i++)
    e = import_comments_read_item(&r, json_array_get(list, i), &all.items[all.count++]);
  json_decref(root);
  if (!e)
    /* After the root is freed: by now nothing refers to it. */
    e = import_comment_list_arrange(a, &all, problem);
  if (!e)
    *out = all;
  return e;
}
