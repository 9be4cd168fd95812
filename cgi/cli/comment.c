#include "cli/comment.h"

#include <sysexits.h>

#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "cli/output/complain.h"
#include "cli/output/fields.h"
#include "cli/output/print.h"
#include "db/model/article.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_verdict.h"
#include "site/comments/comment_moderate.h"

/* The fields that --fields may name, and those a list shows by default. They are the
 * keys that comment_add_row sets: a name without a key would be missing from every
 * row. */
static const char *const comment_fields[] = {"id", "post", "parent", "type", "status",
    "reason", "date", "author", "url", "content", NULL};
static const char comment_fields_shown[] = "id,post,status,reason,date,author,content";

/* What the reader below gets: which comments, which of their fields, and the rows so
 * far. */
struct comment_list {
  struct db *db;
  struct arena *arena;
  struct comment_admin_filter filter;
  struct fields fields;
  json_t *rows;
};

/* "word: casino": the rule that decided and what it found. "" for a comment that no
 * rule has seen, such as an imported one. NULL when out of memory. */
static const char *comment_reason(struct arena *a, const struct comment_verdict *v) {
  return *v->detail ? arena_join(a, v->rule, ": ", v->detail, NULL) : v->rule;
}

static enum err comment_add_row(
    void *context, const struct comment *c, const char *email) {
  struct comment_list *l = context;
  struct comment_verdict v;
  enum err e = comment_verdict_get(l->db, l->arena, c->id, &v);
  if (e)
    return e;
  json_t *row = json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:o, s:s, s:s, s:s}", "id",
      (json_int_t)c->id, "post", (json_int_t)c->article_id, "parent",
      (json_int_t)c->parent_id, "type", c->type, "status",
      comment_status_name(c->status), "reason", comment_reason(l->arena, &v), "date",
      print_time(c->created_at), "author", c->author, "url", c->url, "content",
      c->source);
  (void)email; /* shown by "get" only: others may see a list on a screen */
  row = fields_pick(&l->fields, row);
  return row && json_array_append_new(l->rows, row) == 0 ? OK : ERR_NOMEM;
}

/* One snapshot: command_site_read holds a read transaction meanwhile. */
static enum err comment_read_list(struct site *site, struct arena *a, void *context) {
  struct comment_list *l = context;
  l->db = site->db;
  l->arena = a;
  return comment_admin_each(site->db, a, &l->filter, comment_add_row, l);
}

int comment_list(const struct command_line *line) {
  enum print_format format;
  enum comment_status status;
  struct comment_list l = {.rows = NULL};
  const char *one = command_line_value(line, "field");
  /* "pending" is WordPress's word for comments that are held. */
  const char *wanted = argument_status(command_line_value(line, "status"), "hold");
  const char *post = command_line_value(line, "post");
  bool any = argument_is_any(wanted);
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  /* Checked here, and not by the table of options, whose "a|b" is only for help and
   * completion. */
  if (!any && !comment_status_find(wanted, &status)) {
    complain("unknown status \"%s\": use approve, hold, spam, trash or all", wanted);
    return EX_USAGE;
  }
  l.filter.status = any ? -1 : (int)status;
  const char *names = fields_wanted(
      command_line_value(line, "fields"), one, comment_fields_shown, format);
  if (!fields_choose(names, one != NULL, comment_fields, &l.fields))
    return EX_USAGE;
  l.rows = json_array();
  /* fields_print_rows takes over a reference, hence json_incref: the rows are released
   * below after an error too. */
  int code = command_site_read(line,
      (struct command_site_object){"post", post, &l.filter.article_id},
      comment_read_list, &l);
  if (!code)
    code = fields_print_rows(json_incref(l.rows), one, format);
  json_decref(l.rows);
  return code;
}

/* `object` is NULL until the comment was found; the function that prints it takes over
 * the reference. */
struct comment_one {
  int64_t id;
  json_t *object;
};

/* The email address is shown only here, for one comment that was named. */
static enum err comment_read_one(struct site *site, struct arena *a, void *context) {
  struct comment_one *one = context;
  struct comment c;
  struct comment_verdict v;
  const char *email = "";
  enum err e = comment_by_id(site->db, a, one->id, &c);
  if (!e)
    e = comment_admin_email(site->db, a, c.id, &email);
  if (!e)
    e = comment_verdict_get(site->db, a, c.id, &v);
  if (e)
    return e;
  /* Jansson keeps the order of insertion: this is the order in which the fields are
   * shown. */
  one->object = json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:o, s:s, s:s, s:s, s:s}",
      "id", (json_int_t)c.id, "post", (json_int_t)c.article_id, "parent",
      (json_int_t)c.parent_id, "type", c.type, "status", comment_status_name(c.status),
      "reason", comment_reason(a, &v), "date", print_time(c.created_at), "author",
      c.author, "email", email, "url", c.url, "content", c.source);
  return one->object ? OK : ERR_NOMEM;
}

int comment_get(const struct command_line *line) {
  enum print_format format;
  struct comment_one one = {0, NULL};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = command_site_read(line,
      (struct command_site_object){"comment", line->arguments[0], &one.id},
      comment_read_one, &one);
  return code ? code
              : fields_print(one.object, command_line_value(line, "fields"),
                    command_line_value(line, "field"), format);
}

/* One transaction for each comment, so that one that is missing does not undo the
 * others. */
static enum err comment_set_status(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  const enum comment_status *status = context;
  (void)a;
  (void)why;
  return comment_moderate(site, id, *status);
}

/* `done` begins the sentence that command_site_each prints: "Approved comment 12." */
static int comment_set_all(
    const struct command_line *line, enum comment_status status, const char *done) {
  return command_site_each(line, "comment", done, comment_set_status, &status);
}

int comment_approve(const struct command_line *line) {
  return comment_set_all(line, COMMENT_APPROVE, "Approved");
}

int comment_unapprove(const struct command_line *line) {
  return comment_set_all(line, COMMENT_HOLD, "Unapproved");
}

int comment_spam(const struct command_line *line) {
  /* With the colon, the sentence reads "Marked as spam: comment 12." */
  return comment_set_all(line, COMMENT_SPAM, "Marked as spam:");
}

int comment_trash(const struct command_line *line) {
  return comment_set_all(line, COMMENT_TRASH, "Trashed");
}

/* Replies are kept: comment_moderate_delete moves them up. */
static enum err comment_delete_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)a;
  (void)context;
  (void)why;
  return comment_moderate_delete(site, id);
}

int comment_delete(const struct command_line *line) {
  /* The manual documents this exit code for a user who did not confirm. */
  if (!confirm(command_line_flag(line, "yes") || command_line_flag(line, "force"),
          "Delete these comments permanently?"))
    return EX_USAGE;
  return command_site_each(line, "comment", "Deleted", comment_delete_one, NULL);
}

/* All four statuses, also those with 0, so that a script can rely on the keys. */
static json_t *comment_count_json(const int64_t counts[4]) {
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

struct comment_tally {
  int64_t article, counts[4];
};

static enum err comment_read_count(struct site *site, struct arena *a, void *context) {
  struct comment_tally *c = context;
  struct article r;
  /* An unknown article is an error, while counting alone would give zeros. */
  enum err e = c->article ? article_by_id(site->db, a, c->article, &r) : OK;
  return e ? e : comment_admin_count(site->db, c->article, c->counts);
}

int comment_count(const struct command_line *line) {
  enum print_format format;
  struct comment_tally c = {0};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = command_site_read(line,
      (struct command_site_object){
          "post", line->count ? line->arguments[0] : NULL, &c.article},
      comment_read_count, &c);
  if (!code)
    code = print_object(comment_count_json(c.counts), format);
  return code;
}
