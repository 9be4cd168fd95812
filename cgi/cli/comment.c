#include "cli/command/command.h"

#include <sysexits.h>

#include "cli/confirm.h"
#include "cli/output/fields.h"
#include "cli/output/print.h"
#include "cli/work.h"
#include "db/model/article.h"
#include "db/model/comment_admin.h"
#include "site/comments/comment_moderate.h"

static const char *const row_fields[] = {
    "id", "post", "parent", "type", "status", "date", "author", "url", "content", NULL};
static const char standard_fields[] = "id,post,status,date,author,content";

struct list {
  struct comment_admin_filter filter;
  struct fields fields;
  json_t *rows;
};

static enum err add_row(void *context, const struct comment *c, const char *email) {
  struct list *l = context;
  json_t *row = json_pack("{s:I, s:I, s:I, s:s, s:s, s:o, s:s, s:s, s:s}", "id",
      (json_int_t)c->id, "post", (json_int_t)c->article_id, "parent",
      (json_int_t)c->parent_id, "type", c->type, "status",
      comment_status_name(c->status), "date", print_time(c->created_at), "author",
      c->author, "url", c->url, "content", c->source);
  (void)email; /* a list is read over the shoulder; "get" shows it */
  row = fields_pick(&l->fields, row);
  return row && json_array_append_new(l->rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err read_list(struct site *site, struct arena *a, void *context) {
  struct list *l = context;
  return comment_admin_each(site->db, a, &l->filter, add_row, l);
}

int comment_list(const struct command_line *line) {
  enum print_format format;
  enum comment_status status;
  struct list l = {.rows = NULL};
  const char *one = line->values[4];
  bool any = command_is_any(line->values[0]);
  if (!print_format(line->values[2], PRINT_LIST, &format))
    return EX_USAGE;
  if (!any && !comment_status_find(line->values[0], &status)) {
    command_complain("unknown status \"%s\": use approve, hold, spam, trash or all",
        line->values[0]);
    return EX_USAGE;
  }
  l.filter.status = any ? -1 : (int)status;
  if (line->values[1] && !command_id(line->values[1], &l.filter.article_id))
    return EX_USAGE;
  const char *names = fields_wanted(line->values[3], one, standard_fields, format);
  if (!fields_choose(names, one != NULL, row_fields, &l.fields))
    return EX_USAGE;
  l.rows = json_array();
  int code = work_read(line, NULL, 0, read_list, &l);
  if (!code)
    fields_print_rows(json_incref(l.rows), one, format);
  json_decref(l.rows);
  return code;
}

struct one {
  int64_t id;
  json_t *object;
};

static enum err read_one(struct site *site, struct arena *a, void *context) {
  struct one *one = context;
  struct comment c;
  const char *email = "";
  enum err e = comment_by_id(site->db, a, one->id, &c);
  if (!e)
    e = comment_admin_email(site->db, a, c.id, &email);
  if (e)
    return e;
  one->object = json_pack("{s:I, s:I, s:I, s:s, s:s, s:o, s:s, s:s, s:s, s:s}", "id",
      (json_int_t)c.id, "post", (json_int_t)c.article_id, "parent",
      (json_int_t)c.parent_id, "type", c.type, "status", comment_status_name(c.status),
      "date", print_time(c.created_at), "author", c.author, "email", email, "url",
      c.url, "content", c.source);
  return one->object ? OK : ERR_NOMEM;
}

int comment_get(const struct command_line *line) {
  enum print_format format;
  struct one one = {0, NULL};
  if (!print_format(line->values[0], PRINT_OBJECT, &format) ||
      !command_id(line->arguments[0], &one.id))
    return EX_USAGE;
  int code = work_read(line, "comment", one.id, read_one, &one);
  return code ? code
              : fields_print(one.object, line->values[1], line->values[2], format);
}

static enum err set_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  const enum comment_status *status = context;
  (void)a;
  (void)why;
  return comment_moderate(site, id, *status);
}

static int set(
    const struct command_line *line, enum comment_status status, const char *done) {
  return work_each(line, "comment", done, set_one, &status);
}

int comment_approve(const struct command_line *line) {
  return set(line, COMMENT_APPROVE, "Approved");
}

int comment_unapprove(const struct command_line *line) {
  return set(line, COMMENT_HOLD, "Unapproved");
}

int comment_spam(const struct command_line *line) {
  return set(line, COMMENT_SPAM, "Marked as spam:");
}

int comment_trash(const struct command_line *line) {
  return set(line, COMMENT_TRASH, "Trashed");
}

static enum err delete_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)a;
  (void)context;
  (void)why;
  return comment_moderate_delete(site, id);
}

int comment_delete(const struct command_line *line) {
  if (!confirm(line->values[0] || line->values[1], "Delete these comments for good?"))
    return EX_USAGE;
  return work_each(line, "comment", "Deleted", delete_one, NULL);
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

struct count {
  int64_t article, counts[4];
};

static enum err read_count(struct site *site, struct arena *a, void *context) {
  struct count *c = context;
  struct article r;
  enum err e = c->article ? article_by_id(site->db, a, c->article, &r) : OK;
  return e ? e : comment_admin_count(site->db, c->article, c->counts);
}

int comment_count(const struct command_line *line) {
  enum print_format format;
  struct count c = {0};
  if (!print_format(line->values[0], PRINT_OBJECT, &format) ||
      (line->count && !command_id(line->arguments[0], &c.article)))
    return EX_USAGE;
  int code = work_read(line, c.article ? "post" : NULL, c.article, read_count, &c);
  if (!code)
    print_object(count_json(c.counts), format);
  return code;
}
