#include "cli/command.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/confirm.h"
#include "cli/exit.h"
#include "cli/print.h"
#include "site/permalink.h"
#include "site/publish.h"
#include "store/article.h"
#include "store/term.h"

enum { LIST_MEMORY = 512 << 20, ONE_MEMORY = 128 << 20 };

static enum err add_row(void *context, const struct article *r) {
  json_t *row = json_pack("{s:I, s:s, s:s, s:o, s:I, s:s}", "id", (json_int_t)r->id,
      "type", article_type_name(r->type), "status", article_status_name(r->status),
      "date", print_time(r->published_at), "comments", (json_int_t)r->comment_count,
      "title", r->title);
  return row && json_array_append_new(context, row) == 0 ? OK : ERR_NOMEM;
}

int post_list(const struct command_line *line) {
  enum print_format format;
  enum article_type type;
  enum article_status status;
  struct article_filter f = {-1, -1};
  int code = 0;
  if (!print_format(line->values[2], 4, &format))
    return EX_USAGE;
  if (line->values[0] && !article_type_find(line->values[0], &type)) {
    command_complain("unknown type \"%s\": use post or page", line->values[0]);
    return EX_USAGE;
  }
  if (line->values[1] && !article_status_find(line->values[1], &status)) {
    command_complain("unknown status \"%s\": use publish, draft, future, private or"
                     " withdrawn",
        line->values[1]);
    return EX_USAGE;
  }
  f.type = line->values[0] ? (int)type : -1;
  f.status = line->values[1] ? (int)status : -1;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(LIST_MEMORY);
  json_t *rows = json_array();
  enum err e = a ? store_read_begin(site->store) : ERR_NOMEM;
  if (!e) {
    e = article_each(site->store, a, &f, add_row, rows);
    store_read_end(site->store);
  }
  if (e)
    command_complain("%s", err_text(e));
  else
    print_rows(json_incref(rows), format);
  json_decref(rows);
  arena_free(a);
  site_close(site);
  return exit_of(e);
}

static json_t *names_json(
    struct site *site, struct arena *a, enum term_kind kind, int64_t id) {
  struct term *terms = NULL;
  size_t n = 0;
  json_t *list = json_array();
  if (term_of_article(site->store, a, kind, id, &terms, &n) == OK)
    for (size_t i = 0; i < n; i++)
      json_array_append_new(list, json_string(terms[i].name));
  return list;
}

static enum err get(struct site *site, struct arena *a, int64_t id, json_t **out) {
  struct article r;
  struct article_body body;
  enum err e = article_by_id(site->store, a, id, &r);
  if (!e)
    e = article_read_body(site->store, a, id, &body);
  if (e)
    return e;
  char *path = r.permalink ? permalink_encode(a, r.permalink) : NULL;
  char *url = path ? arena_printf(a, "%s%s", site->config.base_url, path) : NULL;
  *out = json_pack(
      "{s:I, s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:s, s:o, s:o, s:I, s:o, s:o, s:b,"
      " s:s}",
      "id", (json_int_t)r.id, "type", article_type_name(r.type), "status",
      article_status_name(r.status), "title", r.title, "slug", r.slug, "url", url,
      "lang", *r.lang ? r.lang : site->config.language, "author", r.author, "excerpt",
      r.excerpt, "date", print_time(r.published_at), "modified",
      print_time(r.updated_at), "comment_count", (json_int_t)r.comment_count,
      "categories", names_json(site, a, TERM_CATEGORY, id), "tags",
      names_json(site, a, TERM_TAG, id), "comments_open", (int)r.comments_open,
      "content", body.source);
  return *out ? OK : ERR_NOMEM;
}

int post_get(const struct command_line *line) {
  enum print_format format;
  int code = 0;
  int64_t id;
  json_t *object = NULL;
  if (!print_format(line->values[0], 2, &format) ||
      !command_id(line->arguments[0], &id))
    return EX_USAGE;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(ONE_MEMORY);
  enum err e = a ? store_read_begin(site->store) : ERR_NOMEM;
  if (!e) {
    e = get(site, a, id, &object);
    store_read_end(site->store);
  }
  if (e)
    command_complain("post %lld: %s", (long long)id, err_text(e));
  else
    print_object(object, format);
  arena_free(a);
  site_close(site);
  return exit_of(e);
}

enum { WHY = 200 };
typedef enum err each(struct site *site, struct arena *a, int64_t id, char *why);

/* Does something to every id given; one that fails does not stop the rest. */
static int for_each(const struct command_line *line, each *act, const char *done) {
  int code = 0;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  for (size_t i = 0; i < line->count; i++) {
    int64_t id;
    char why[WHY] = "";
    if (!command_id(line->arguments[i], &id)) {
      code = EX_USAGE;
      continue;
    }
    struct arena *a = arena_new(ONE_MEMORY);
    enum err e = a ? act(site, a, id, why) : ERR_NOMEM;
    if (!e) {
      printf("%s post %lld.\n", done, (long long)id);
    } else {
      command_complain("post %lld: %s", (long long)id, *why ? why : err_text(e));
      code = exit_of(e);
    }
    arena_free(a);
  }
  site_close(site);
  return code;
}

static enum err publish(struct site *site, struct arena *a, int64_t id, char *why) {
  return publish_set_status(site, a, id, ARTICLE_PUBLISH, why, WHY);
}

static enum err delete_one(struct site *site, struct arena *a, int64_t id, char *why) {
  (void)why;
  return publish_delete(site, a, id);
}

int post_publish(const struct command_line *line) {
  return for_each(line, publish, "Published");
}

int post_delete(const struct command_line *line) {
  if (!confirm(line->values[0] != NULL, "Delete for good, with all comments?"))
    return EX_USAGE;
  return for_each(line, delete_one, "Deleted");
}
