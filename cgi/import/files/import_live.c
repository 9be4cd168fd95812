#include "import/files/import_live.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "import/common/import_report.h"
#include "import/common/import_rich.h"
#include "import/files/import_dialect.h"
#include "import/files/import_name.h"
#include "import/files/import_render.h"
#include "import/files/import_tags.h"
#include "markup/rich/rich.h"

static enum err import_live_check_title(const char *title, struct parse_problem *p) {
  if (utf8_check(title, strlen(title), UTF8_ONE_LINE) || !utf8_is_plain(title))
    return parse_problem_set(
        p, 0, "the title must be a single line without control characters");
  if (utf8_length(title) > LIMIT_TITLE)
    return parse_problem_set(
        p, 0, "the title is over %d characters: shorten it", LIMIT_TITLE);
  return OK;
}

/* *source becomes a copy with LF as line ends, and none at its end. */
static enum err import_live_check_source(
    struct arena *a, const char **source, struct parse_problem *p) {
  char *text = arena_strdup(a, *source);
  if (!text)
    return ERR_NOMEM;
  size_t n = utf8_unify_newlines(text, strlen(text));
  while (n && strchr(" \t\n", text[n - 1]))
    n--;
  text[n] = '\0';
  if (utf8_check(text, n, UTF8_MULTI_LINE))
    return parse_problem_set(
        p, 0, "the text contains a control character, or is not UTF-8");
  if (utf8_is_blank(text))
    return parse_problem_set(p, 0, "the text is empty");
  if (utf8_length(text) > LIMIT_LIVE_UPDATE)
    return parse_problem_set(
        p, 0, "the text is over %d characters: shorten it", LIMIT_LIVE_UPDATE);
  *source = text;
  return OK;
}

static enum err import_live_rich(
    struct import_work *w, struct article_input *d, const char **rich) {
  enum err e = import_rich(w, d);
  *rich = NULL;
  return e || !d->pieces.count ? e : rich_join(w->arena, d->html, &d->pieces, rich);
}

enum err import_live_render(
    struct import_work *w, struct live_update *u, struct parse_problem *problem) {
  struct import_file *whole = w->file, file = *whole;
  const struct front_matter none = {.comments = -1};
  struct article_input d = {0};
  enum err e = u->title ? import_live_check_title(u->title, problem) : OK;
  if (!e && u->source)
    e = import_live_check_source(w->arena, &u->source, problem);
  if (e || !u->source)
    return e;
  /* Markdown, whatever the post is written in. Its author can correct it. */
  file.format = IMPORT_MARKDOWN;
  file.strict = true;
  w->file = &file;
  e = import_tags(w, &none, &u->source, 1, false);
  if (!e)
    e = import_dialect_body(w, &none, 1, &u->source, problem);
  if (!e)
    e = import_render(w, u->source, &d);
  if (!e)
    e = import_live_rich(w, &d, &u->rich);
  w->file = whole;
  u->html = d.html;
  if (e && !problem->message[0])
    return parse_problem_set(problem, 0, "%s", import_report_reason(e)), e;
  return e;
}

/* ---- The file ---- */

static const char *import_live_name(struct import_work *w) {
  const char *path = w->file->path;
  return arena_printf(w->arena, "%.*s.live.json", import_name_ending(path), path);
}

enum err import_live_find(struct import_work *w) {
  char why[FILE_WHY];
  struct buf all = {0};
  /* Standard input has nothing next to it. */
  if (!w->file->path)
    return OK;
  const char *name = import_live_name(w);
  if (!name)
    return ERR_NOMEM;
  /* As a link, it could lead out of the folder. */
  enum err e = file_read(name, FILE_NO_FOLLOW, LIMIT_IMPORT_FILE, &all, why);
  if (!e && strlen(buf_text(&all)) != all.len) {
    snprintf(why, sizeof why, "is not JSON: it contains a NUL");
    e = ERR_SYNTAX;
  }
  if (!e && !(w->live = arena_strdup(w->arena, buf_text(&all)))) {
    snprintf(why, sizeof why, "%s", err_text(ERR_NOMEM));
    e = ERR_NOMEM;
  }
  buf_free(&all);
  if (e && e != ERR_NOT_FOUND)
    import_report_failure(w, name, 0, why);
  return e == ERR_NOT_FOUND ? OK : e;
}

/* A key that is missing or null is left as it is. */
static enum err import_live_time(
    json_t *o, const char *key, int64_t *out, struct parse_problem *p) {
  const json_t *value = json_object_get(o, key);
  if (!value || json_is_null(value))
    return OK;
  return json_is_string(value) && clock_parse(json_string_value(value), out) == OK
             ? OK
             : parse_problem_set(
                   p, 0, "\"%s\" must be like \"2026-10-02T10:00:00+02:00\"", key);
}

static enum err import_live_number(
    json_t *o, const char *key, int64_t most, int64_t *out, struct parse_problem *p) {
  const json_t *value = json_object_get(o, key);
  if (!value || json_is_null(value))
    return OK;
  *out = json_integer_value(value);
  return json_is_integer(value) && *out >= 0 && *out <= most
             ? OK
             : parse_problem_set(p, 0, "\"%s\" must be a number without quotes", key);
}

static enum err import_live_refresh(
    json_t *root, int64_t *out, struct parse_problem *p) {
  const json_t *value = json_object_get(root, "refresh");
  int64_t n = json_integer_value(value);
  if (!value || json_is_null(value))
    return OK;
  if (!json_is_integer(value) ||
      (n && (n < LIMIT_LIVE_REFRESH_LEAST || n > LIMIT_LIVE_REFRESH)))
    return parse_problem_set(p, 0, "\"refresh\" must be a number from %d to %d, or 0",
        LIMIT_LIVE_REFRESH_LEAST, LIMIT_LIVE_REFRESH);
  *out = n;
  return OK;
}

static enum err import_live_state(
    json_t *root, struct live *out, struct parse_problem *p) {
  const char *order = json_string_value(json_object_get(root, "order"));
  *out = (struct live){.newest_first = !order || strcmp(order, "newest") == 0};
  if (order && !out->newest_first && strcmp(order, "oldest") != 0)
    return parse_problem_set(p, 0, "\"order\" must be newest or oldest");
  enum err e = import_live_time(root, "started", &out->started_at, p);
  if (!e)
    e = import_live_time(root, "ended", &out->ended_at, p);
  if (!e)
    e = import_live_refresh(root, &out->refresh, p);
  return e ? e : import_live_number(root, "last_id", INT32_MAX, &out->last_number, p);
}

static enum err import_live_one(struct import_work *w, json_t *o,
    struct live_update *out, struct parse_problem *p) {
  const char *title = json_string_value(json_object_get(o, "title")),
             *text = json_string_value(json_object_get(o, "text"));
  struct live_update u = {0};
  enum err e = import_live_number(o, "id", INT32_MAX, &u.number, p);
  if (!e && !u.number)
    e = parse_problem_set(p, 0, "each update must have an \"id\"");
  if (!e && !text)
    e = parse_problem_set(
        p, 0, "update %lld must have a \"text\"", (long long)u.number);
  if (!e)
    e = import_live_time(o, "date", &u.at, p);
  if (!e && !json_object_get(o, "date"))
    e = parse_problem_set(
        p, 0, "update %lld must have a \"date\"", (long long)u.number);
  if (!e)
    e = import_live_time(o, "edited", &u.edited_at, p);
  /* The post would count as updated then. A day, as the clock of another server may be
   * wrong. */
  int64_t most = clock_now() + CLOCK_DAY;
  if (!e && (u.at > most || u.edited_at > most))
    e = parse_problem_set(
        p, 0, "a date of update %lld is in the future", (long long)u.number);
  /* The strings of Jansson are freed with the document. */
  u.title = e ? NULL : arena_strdup(w->arena, title ? title : "");
  u.source = e ? NULL : arena_strdup(w->arena, text);
  if (!e && (!u.title || !u.source))
    e = ERR_NOMEM;
  if (!e)
    e = import_live_render(w, &u, p);
  if (!e)
    *out = u;
  return e;
}

/* Numbers are the addresses of updates. */
static bool import_live_has(const struct import_live *all, int64_t number) {
  for (size_t i = 0; i < all->count; i++)
    if (all->updates[i].number == number)
      return true;
  return false;
}

static enum err import_live_updates(struct import_work *w, json_t *list,
    struct import_live *all, struct parse_problem *p) {
  size_t n = json_array_size(list), bytes = 0;
  enum err e = OK;
  if (!json_is_array(list))
    return parse_problem_set(p, 0, "the list \"updates\" is missing");
  if (n > LIMIT_LIVE_UPDATES)
    return parse_problem_set(p, 0, "it has more than %d updates", LIMIT_LIVE_UPDATES);
  all->updates = arena_array(w->arena, n + 1, sizeof *all->updates);
  if (!all->updates)
    return ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    struct live_update *u = &all->updates[i];
    e = import_live_one(w, json_array_get(list, i), u, p);
    if (!e && import_live_has(all, u->number))
      e = parse_problem_set(
          p, 0, "two updates have the \"id\" %lld", (long long)u->number);
    if (!e && (bytes += live_update_bytes(u)) > LIMIT_LIVE_BYTES)
      e = parse_problem_set(
          p, 0, "its updates are over %d MiB together", LIMIT_LIVE_BYTES >> 20);
    if (e)
      break;
    all->count++;
    if (u->number > all->live.last_number)
      all->live.last_number = u->number;
    if (!all->live.started_at || u->at < all->live.started_at)
      all->live.started_at = u->at;
  }
  return e;
}

enum err import_live_read(struct import_work *w, struct import_live *out) {
  json_error_t error;
  struct parse_problem problem = {0};
  struct import_live all = {.exists = true};
  if (!w->live)
    return OK;
  json_t *root = json_loads(w->live, JSON_REJECT_DUPLICATES, &error);
  enum err e = root ? import_live_state(root, &all.live, &problem) : ERR_SYNTAX;
  if (!root && parse_problem_set(&problem, error.line, "%s", error.text) == OK)
    e = ERR_SYNTAX;
  if (!e)
    e = import_live_updates(w, json_object_get(root, "updates"), &all, &problem);
  json_decref(root);
  if (!e) {
    *out = all;
    return OK;
  }
  const char *name = import_live_name(w);
  import_report_failure(
      w, name, problem.line, problem.message[0] ? problem.message : err_text(e));
  return e;
}
