/* The present version has a number, too: the one that it will keep when it is replaced.
 * So "post diff 7 3 5" means the same before and after another change. */
#include "cli/post_revisions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/argument.h"
#include "cli/command/command_cards.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/print.h"
#include "cli/post_text.h"
#include "db/model/article.h"
#include "db/model/article_revision.h"
#include "markup/frontmatter/front_matter.h"
#include "site/publish/revision_diff.h"
#include "site/publish/revision_keep.h"

enum { POST_REVISIONS_MEMORY = 512 << 20, POST_REVISIONS_LABEL = 120 };

/* What is read of a post before anything is printed. Texts belong to an arena. */
struct post_versions {
  int64_t id;
  struct article_revision *items; /* oldest first; the present one is the last */
  size_t count;
  json_t *rows;        /* of "post revisions" */
  int64_t from, until; /* of "post diff"; 0: the default */
  struct buf diff;
  int code; /* a complaint was printed */
};

/* All versions with the present one. */
static enum err post_revisions_read(
    struct site *site, struct arena *a, struct post_versions *v) {
  struct article_revision *list = NULL, now;
  size_t n = 0;
  enum err e = article_revision_list(site->db, a, v->id, &list, &n, &now);
  if (!e)
    e = revision_keep_text(site, a, v->id, &now.text);
  struct article_revision *all = e ? NULL : arena_array(a, n + 1, sizeof *all);
  if (!all)
    return e ? e : ERR_NOMEM;
  if (n)
    memcpy(all, list, n * sizeof *all);
  all[n] = now;
  v->items = all;
  v->count = n + 1;
  return OK;
}

/* ---- post revisions ---- */

/* Of a text that this program has written; one that cannot be read has no title. */
static const char *post_revisions_title(struct arena *a, const char *text) {
  struct front_matter m;
  struct parse_problem problem = {0};
  enum err e = front_matter_read(a, text, strlen(text), &m, &problem);
  return e || !m.title ? "" : m.title;
}

static enum err post_revisions_row(
    struct arena *a, const struct post_versions *v, size_t i, json_t *rows) {
  const struct article_revision *r = &v->items[i];
  json_t *added = json_null(), *removed = json_null();
  if (i) {
    struct buf diff = {0};
    size_t plus = 0, minus = 0;
    enum err e = revision_diff(v->items[i - 1].text, "a", r->text, "b", &diff);
    revision_diff_count(buf_text(&diff), &plus, &minus);
    buf_free(&diff);
    if (e)
      return e;
    added = json_integer((json_int_t)plus);
    removed = json_integer((json_int_t)minus);
  }
  json_t *row = json_pack("{s:I, s:o, s:s, s:s, s:I, s:o, s:o}", "revision",
      (json_int_t)r->number, "date", print_time(r->saved_at), "command", r->command,
      "title", post_revisions_title(a, r->text), "size", (json_int_t)strlen(r->text),
      "added", added, "removed", removed);
  return row && json_array_append_new(rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err post_revisions_list(struct site *site, struct arena *a, void *context) {
  struct post_versions *v = context;
  enum err e = post_revisions_read(site, a, v);
  /* The newest first, as in every list. */
  for (size_t i = e ? 0 : v->count; !e && i-- > 0;)
    e = post_revisions_row(a, v, i, v->rows);
  return e;
}

int post_revisions(const struct command_line *line) {
  enum print_format format;
  struct post_versions v = {.rows = NULL};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  v.rows = json_array();
  int code = v.rows
                 ? command_site_read(line,
                       (struct command_site_object){"post", line->arguments[0], &v.id},
                       post_revisions_list, &v)
                 : EX_OSERR;
  if (!code)
    code = print_rows(json_incref(v.rows), format);
  json_decref(v.rows);
  return code;
}

/* ---- post diff ---- */

static const struct article_revision *post_revisions_find(
    const struct post_versions *v, int64_t number) {
  for (size_t i = 0; i < v->count; i++)
    if (v->items[i].number == number)
      return &v->items[i];
  complain(
      "post %lld has no revision %lld (\"pamphlet post revisions %lld\" lists them)",
      (long long)v->id, (long long)number, (long long)v->id);
  return NULL;
}

static void post_revisions_label(
    const struct post_versions *v, const struct article_revision *r, char *out) {
  char date[CLOCK_ISO];
  clock_iso(r->saved_at, date);
  snprintf(out, POST_REVISIONS_LABEL, "post %lld, revision %lld\t%s", (long long)v->id,
      (long long)r->number, date);
}

static enum err post_revisions_diff(struct site *site, struct arena *a, void *context) {
  struct post_versions *v = context;
  char from_label[POST_REVISIONS_LABEL], until_label[POST_REVISIONS_LABEL];
  enum err e = post_revisions_read(site, a, v);
  if (e)
    return e;
  int64_t last = v->items[v->count - 1].number;
  const struct article_revision *until =
      post_revisions_find(v, v->until ? v->until : last);
  const struct article_revision *from =
      until ? post_revisions_find(v, v->from    ? v->from
                                     : last > 1 ? last - 1
                                                : last)
            : NULL;
  if (!from) {
    v->code = EX_NOINPUT;
    return OK;
  }
  post_revisions_label(v, from, from_label);
  post_revisions_label(v, until, until_label);
  return revision_diff(from->text, from_label, until->text, until_label, &v->diff);
}

int post_diff(const struct command_line *line) {
  struct post_versions v = {.rows = NULL};
  if ((line->count > 1 && !argument_id(line->arguments[1], &v.from)) ||
      (line->count > 2 && !argument_id(line->arguments[2], &v.until)))
    return EX_USAGE;
  int code = command_site_read(line,
      (struct command_site_object){"post", line->arguments[0], &v.id},
      post_revisions_diff, &v);
  if (!code && !v.code && v.diff.len) {
    /* print_value ends the line that the diff has ended already. */
    json_t *text = json_stringn(buf_text(&v.diff), v.diff.len - 1);
    code = text ? print_value(text) : EX_OSERR;
    json_decref(text);
  }
  buf_free(&v.diff);
  return code ? code : v.code;
}

/* ---- post restore ---- */

/* Everything becomes as it was then, except status, address and date: an old draft of a
 * published post is no reason to withdraw it, or to give it the date of today. Returns
 * the exit code. */
static int post_revisions_restore(
    struct site *site, struct arena *a, int64_t id, int64_t number) {
  struct article row;
  struct article_revision r;
  struct parse_problem problem = {0};
  struct post_versions v = {.id = id};
  enum err e = article_by_id(site->db, a, id, &row);
  if (!e)
    e = article_revision_read(site->db, a, id, number, &r);
  if (e == ERR_NOT_FOUND) {
    (void)post_revisions_find(&v, number);
    return EX_NOINPUT;
  }
  if (e) {
    complain("%s", err_text(e));
    return exit_code_of(e);
  }
  char date[CLOCK_ISO];
  clock_iso(row.published_at, date);
  /* A draft has no date yet. */
  const struct compose_change stays[] = {
      {"status", article_status_name(row.status)}, {"slug", row.slug}, {"date", date}};
  const struct compose ask = {.id = id,
      .text = r.text,
      .size = strlen(r.text),
      .changes = stays,
      .change_count = row.published_at ? 3 : 2,
      .command = "post restore"};
  char name[40];
  snprintf(name, sizeof name, "post %lld", (long long)id);
  e = compose_save(site, a, &ask, post_text_note, name, &id, &problem);
  if (e)
    post_text_refuse(name, &problem, e);
  else
    printf("Restored revision %lld of post %lld.\n", (long long)number, (long long)id);
  return exit_code_of(e);
}

int post_restore(const struct command_line *line) {
  int64_t id = 0, number = 0;
  int code = 0;
  if (!argument_id(line->arguments[1], &number))
    return EX_USAGE;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  struct arena *a = site ? arena_new(POST_REVISIONS_MEMORY) : NULL;
  if (site && !a)
    code = EX_OSERR;
  if (a)
    code = command_site_find(site, a, "post", line->arguments[0], &id);
  if (a && !code)
    code = post_revisions_restore(site, a, id, number);
  if (a && !code)
    command_cards_draw(site);
  arena_free(a);
  site_close(site);
  return code;
}
