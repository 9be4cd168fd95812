#include "cli/comment_empty.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "db/model/comment_trash.h"
#include "site/comments/comment_bulk.h"

/* As many as the settings trash_days and spam_days take. */
enum { COMMENT_EMPTY_DAYS = 36500, COMMENT_EMPTY_MEMORY = 512 << 20 };

struct comment_empty {
  enum comment_status status;
  int64_t before;
  bool is_trial, is_sure;
};

static bool comment_empty_read_days(const char *text, int64_t *before) {
  char *end;
  long days = text ? strtol(text, &end, 10) : 0;
  *before = COMMENT_TRASH_ANY;
  if (!text)
    return true;
  if (end == text || *end || days < 0 || days > COMMENT_EMPTY_DAYS) {
    complain("--older-than must be a number of days from 0 to %d", COMMENT_EMPTY_DAYS);
    return false;
  }
  *before = clock_now() - days * CLOCK_DAY;
  return true;
}

static bool comment_empty_is_wanted(const struct comment_empty *o, size_t count) {
  char question[100];
  snprintf(question, sizeof question, "Permanently delete %zu comment%s %s?", count,
      plural((int64_t)count),
      o->status == COMMENT_TRASH ? "in the trash" : "marked as spam");
  return confirm(o->is_sure, question);
}

static int comment_empty_delete(struct site *site, const struct comment_empty *o,
    const int64_t *ids, size_t count) {
  const struct comment_bulk change = {
      .kind = COMMENT_BULK_DELETE, .only = COMMENT_SELECT(o->status)};
  struct comment_bulk_item *items = calloc(count, sizeof *items);
  size_t deleted = 0;
  for (size_t i = 0; items && i < count; i++)
    items[i].id = ids[i];
  enum err e = items ? comment_bulk(site, &change, items, count, &deleted) : ERR_NOMEM;
  free(items);
  /* Said after an error as well: it is about the rest. */
  if (deleted || !e)
    printf("Deleted %zu comment%s.\n", deleted, plural((int64_t)deleted));
  if (e)
    complain("%s", err_text(e));
  return exit_code_of(e);
}

/* The comments that were counted are those that are deleted: what gets into the trash
 * while the question is on the screen stays there. */
static int comment_empty_run(
    struct site *site, struct arena *a, const struct comment_empty *o) {
  int64_t *ids = NULL, found = 0;
  size_t count = 0;
  enum err e = comment_trash_count(site->db, o->status, o->before, &found);
  if (!e)
    e = comment_trash_ids(
        site->db, a, o->status, o->before, (size_t)found, &ids, &count);
  if (e) {
    complain("%s", err_text(e));
    return exit_code_of(e);
  }
  if (!count)
    puts("There is nothing to delete.");
  else if (o->is_trial)
    printf("Would delete %zu comment%s.\n", count, plural((int64_t)count));
  else if (!comment_empty_is_wanted(o, count))
    return EX_USAGE;
  else
    return comment_empty_delete(site, o, ids, count);
  return 0;
}

int comment_empty_trash(const struct command_line *line) {
  int code = 0;
  struct comment_empty o = {
      .status = command_line_flag(line, "spam") ? COMMENT_SPAM : COMMENT_TRASH,
      .is_trial = command_line_flag(line, "dry-run"),
      .is_sure = confirm_is_given(line)};
  if (!comment_empty_read_days(command_line_value(line, "older-than"), &o.before))
    return EX_USAGE;
  struct site *site = command_site_open(
      line, o.is_trial ? COMMAND_SITE_READS : COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(COMMENT_EMPTY_MEMORY);
  if (a) {
    code = comment_empty_run(site, a, &o);
  } else {
    complain("%s", err_text(ERR_NOMEM));
    code = EX_OSERR;
  }
  arena_free(a);
  site_close(site);
  return code;
}
