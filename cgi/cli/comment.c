#include "cli/comment.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/command/command_site.h"
#include "cli/comment_filter.h"
#include "cli/output/complain.h"
#include "cli/output/fields.h"
#include "cli/output/print.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_admin.h"

/* The fields that --fields may name, and those a list shows by default. They are the
 * keys that comment_object sets: a name without a key would be missing from every
 * row. */
static const char *const comment_list_fields[] = {"id", "post", "parent", "type",
    "status", "reason", "score", "words", "date", "author", "url", "content", NULL};
static const char comment_list_shown[] = "id,post,status,reason,date,author,content";

/* Which comments, which of their fields, and the rows so far. */
struct comment_list {
  struct comment_filter filter;
  struct fields fields;
  enum print_format format;
  int64_t shown;
  json_t *rows;
  int code; /* of what was wrong with the filter */
};

/* "word: casino": the rule that decided and what it found. "" for a comment that no
 * rule has seen, such as an imported one. NULL when out of memory. */
static const char *comment_reason(struct arena *a, const struct comment_verdict *v) {
  return *v->detail ? arena_join(a, v->rule, ": ", v->detail, NULL) : v->rule;
}

/* In per cent, as the settings spam_score and hold_score are; null: not asked. */
static json_t *comment_score(const struct comment_verdict *v) {
  return v->score < 0 ? json_null() : json_integer((json_int_t)(v->score * 100));
}

/* All fields of a comment, without the email address if that is NULL. Jansson keeps the
 * order of insertion: this is the order in which the fields are shown. */
static json_t *comment_object(struct arena *a, const struct comment *c,
    const struct comment_verdict *v, const char *email) {
  return json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:o, s:s, s:o, s:s, s:s*, s:s, s:s}",
      "id", (json_int_t)c->id, "post", (json_int_t)c->article_id, "parent",
      (json_int_t)c->parent_id, "type", c->type, "status",
      comment_status_name(c->status), "reason", comment_reason(a, v), "score",
      comment_score(v), "words", v->words, "date", print_time(c->created_at), "author",
      c->author, "email", email, "url", c->url, "content", c->source);
}

/* The email address is no field: others may see a list on a screen, or get its file. */
static enum err comment_list_add(struct comment_list *l, struct arena *a,
    const struct comment *c, const struct comment_verdict *v) {
  json_t *row = fields_pick(&l->fields, comment_object(a, c, v, NULL));
  return row && json_array_append_new(l->rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err comment_list_visit(void *context, struct arena *a,
    const struct comment *c, const struct comment_verdict *v) {
  struct comment_list *l = context;
  l->shown++;
  /* A hundred thousand IDs are printed as they come, without a row of JSON for each. */
  if (l->format == PRINT_IDS)
    printf("%s%lld", l->shown > 1 ? " " : "", (long long)c->id);
  return l->format == PRINT_IDS || l->format == PRINT_COUNT
             ? OK
             : comment_list_add(l, a, c, v);
}

/* One snapshot: command_site_read holds a read transaction meanwhile. */
static enum err comment_list_read(struct site *site, struct arena *a, void *context) {
  struct comment_list *l = context;
  l->code = comment_filter_resolve(site, a, &l->filter);
  return l->code ? OK
                 : comment_select_each(
                       site->db, &l->filter.selection, comment_list_visit, l);
}

static bool comment_list_options(
    const struct command_line *line, const char *one, struct comment_list *l) {
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &l->format) ||
      !comment_filter_read(line, &l->filter))
    return false;
  const char *names = fields_wanted(
      command_line_value(line, "fields"), one, comment_list_shown, l->format);
  return fields_choose(names, one != NULL, comment_list_fields, &l->fields);
}

static int comment_list_print(struct comment_list *l, const char *one) {
  if (l->format == PRINT_COUNT)
    printf("%lld\n", (long long)l->shown);
  else if (l->format != PRINT_IDS)
    /* It takes over a reference; the caller releases the rows after an error too. */
    return fields_print_rows(json_incref(l->rows), one, l->format);
  /* Without rows there is no line at all, as print_rows does it. */
  else if (l->shown)
    putchar('\n');
  return 0;
}

int comment_list(const struct command_line *line) {
  struct comment_list l = {.shown = 0};
  const char *one = command_line_value(line, "field");
  if (!comment_list_options(line, one, &l))
    return EX_USAGE;
  l.rows = json_array();
  int code = command_site_read(
      line, (struct command_site_object){NULL, NULL, NULL}, comment_list_read, &l);
  if (!code)
    code = l.code ? l.code : comment_list_print(&l, one);
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
  one->object = comment_object(a, &c, &v, email);
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
  struct comment_filter filter;
  int64_t counts[4];
  int code; /* of what was wrong with the filter */
};

static enum err comment_tally_add(void *context, struct arena *a,
    const struct comment *c, const struct comment_verdict *v) {
  struct comment_tally *t = context;
  (void)a;
  (void)v;
  t->counts[c->status]++;
  return OK;
}

static enum err comment_read_count(struct site *site, struct arena *a, void *context) {
  struct comment_tally *t = context;
  struct article r;
  t->code = comment_filter_resolve(site, a, &t->filter);
  if (t->code)
    return OK;
  if (t->filter.is_given)
    return comment_select_each(site->db, &t->filter.selection, comment_tally_add, t);
  /* An unknown article is an error, while counting alone would give zeros. */
  int64_t article = t->filter.selection.article_id;
  enum err e = article ? article_by_id(site->db, a, article, &r) : OK;
  return e ? e : comment_admin_count(site->db, article, t->counts);
}

int comment_count(const struct command_line *line) {
  enum print_format format;
  struct comment_tally t = {.code = 0};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format) ||
      !comment_filter_read(line, &t.filter))
    return EX_USAGE;
  /* wp-cli names the article as an argument. */
  int code = command_site_read(line,
      (struct command_site_object){"post", line->count ? line->arguments[0] : NULL,
          &t.filter.selection.article_id},
      comment_read_count, &t);
  if (!code)
    code = t.code ? t.code : print_object(comment_count_json(t.counts), format);
  return code;
}
