#include "cli/command.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/confirm.h"
#include "cli/exit.h"
#include "cli/print.h"
#include "site/moderate.h"
#include "store/moderation.h"

enum { LIST_MEMORY = 512 << 20, ONE_MEMORY = 16 << 20 };

static enum err add_row(void *context, const struct comment *c, const char *email) {
  json_t *row = json_pack("{s:I, s:I, s:s, s:o, s:s, s:s}", "id", (json_int_t)c->id,
      "post", (json_int_t)c->article_id, "status", comment_status_name(c->status),
      "date", print_time(c->created_at), "author", c->author, "content", c->source);
  (void)email; /* a list is read over the shoulder; "get" shows it */
  return row && json_array_append_new(context, row) == 0 ? OK : ERR_NOMEM;
}

int comment_list(const struct command_line *line) {
  enum print_format format;
  enum comment_status status;
  struct moderation_filter f = {-1, 0};
  int code = 0;
  if (!print_format(line->values[2], 4, &format))
    return EX_USAGE;
  if (line->values[0] && !comment_status_find(line->values[0], &status)) {
    command_complain(
        "unknown status \"%s\": use approve, hold, spam or trash", line->values[0]);
    return EX_USAGE;
  }
  f.status = line->values[0] ? (int)status : -1;
  if (line->values[1] && !command_id(line->values[1], &f.article_id))
    return EX_USAGE;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(LIST_MEMORY);
  json_t *rows = json_array();
  enum err e = a ? store_read_begin(site->store) : ERR_NOMEM;
  if (!e) {
    e = moderation_each(site->store, a, &f, add_row, rows);
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

static json_t *comment_json(const struct comment *c, const char *email) {
  return json_pack("{s:I, s:I, s:I, s:s, s:s, s:o, s:s, s:s, s:s, s:s}", "id",
      (json_int_t)c->id, "post", (json_int_t)c->article_id, "parent",
      (json_int_t)c->parent_id, "type", c->type, "status",
      comment_status_name(c->status), "date", print_time(c->created_at), "author",
      c->author, "email", email, "url", c->url, "content", c->source);
}

int comment_get(const struct command_line *line) {
  enum print_format format;
  struct comment c;
  const char *email = "";
  int64_t id;
  int code = 0;
  if (!print_format(line->values[0], 2, &format) ||
      !command_id(line->arguments[0], &id))
    return EX_USAGE;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(ONE_MEMORY);
  enum err e = a ? store_read_begin(site->store) : ERR_NOMEM;
  if (!e) {
    e = comment_by_id(site->store, a, id, &c);
    if (!e)
      e = moderation_email(site->store, a, id, &email);
    store_read_end(site->store);
  }
  json_t *object = e ? NULL : comment_json(&c, email);
  if (!e && !object)
    e = ERR_NOMEM;
  if (e)
    command_complain("comment %lld: %s", (long long)id, err_text(e));
  else
    print_object(object, format);
  arena_free(a);
  site_close(site);
  return exit_of(e);
}

/* Gives every id the status, or deletes it where `status` is negative. */
static int for_each(const struct command_line *line, int status, const char *done) {
  int code = 0;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  for (size_t i = 0; i < line->count; i++) {
    int64_t id;
    if (!command_id(line->arguments[i], &id)) {
      code = EX_USAGE;
      continue;
    }
    enum err e = status < 0 ? moderate_delete(site, id)
                            : moderate_set(site, id, (enum comment_status)status);
    if (!e) {
      printf("%s comment %lld.\n", done, (long long)id);
    } else {
      command_complain("comment %lld: %s", (long long)id, err_text(e));
      code = exit_of(e);
    }
  }
  site_close(site);
  return code;
}

int comment_approve(const struct command_line *line) {
  return for_each(line, COMMENT_APPROVE, "Approved");
}

int comment_unapprove(const struct command_line *line) {
  return for_each(line, COMMENT_HOLD, "Unapproved");
}

int comment_spam(const struct command_line *line) {
  return for_each(line, COMMENT_SPAM, "Marked as spam:");
}

int comment_trash(const struct command_line *line) {
  return for_each(line, COMMENT_TRASH, "Trashed");
}

int comment_delete(const struct command_line *line) {
  if (!confirm(line->values[0] != NULL, "Delete these comments for good?"))
    return EX_USAGE;
  return for_each(line, -1, "Deleted");
}

static json_t *count_json(const int64_t counts[4]) {
  json_t *object = json_object();
  json_int_t total = 0;
  for (int i = 0; i < 4; i++) {
    total += counts[i];
    json_object_set_new(
        object, comment_status_name((enum comment_status)i), json_integer(counts[i]));
  }
  json_object_set_new(object, "total", json_integer(total));
  return object;
}

int comment_count(const struct command_line *line) {
  enum print_format format;
  int64_t article = 0, counts[4];
  int code = 0;
  if (!print_format(line->values[1], 2, &format) ||
      (line->values[0] && !command_id(line->values[0], &article)))
    return EX_USAGE;
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  enum err e = store_read_begin(site->store);
  if (!e) {
    e = moderation_count(site->store, article, counts);
    store_read_end(site->store);
  }
  if (e)
    command_complain("%s", err_text(e));
  else
    print_object(count_json(counts), format);
  site_close(site);
  return exit_of(e);
}
