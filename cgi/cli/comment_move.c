#include "cli/comment_move.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "cli/command/exit_code.h"
#include "cli/comment_filter.h"
#include "cli/comment_targets.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "db/model/article.h"
#include "site/comments/comment_move.h"

enum {
  COMMENT_MOVE_MEMORY = 64 << 20,
  /* They move in one transaction, for which readers who comment wait. */
  COMMENT_MOVE_MOST = 10000
};

static void comment_move_say(const struct comment_move *item, int64_t to) {
  long long id = item->id, post = to;
  if (item->replies)
    printf("Moved comment %lld with %zu %s to post %lld.\n", id, item->replies,
        item->replies == 1 ? "reply" : "replies", post);
  else
    printf("Moved comment %lld to post %lld.\n", id, post);
  /* Moving it back does not undo this. */
  if (item->is_detached)
    complain_notice("comment %lld is no longer a reply: the one above it stayed", id);
}

static int comment_move_report(
    const struct comment_move *items, size_t count, int64_t to) {
  int code = 0;
  for (size_t i = 0; i < count; i++) {
    enum err e = items[i].result;
    long long id = items[i].id;
    if (!e)
      comment_move_say(&items[i], to);
    else if (e == ERR_EXISTS)
      complain("comment %lld: it is on post %lld already; nothing has changed", id,
          (long long)to);
    else
      complain("comment %lld: %s", id, err_text(e));
    code = e ? exit_code_of(e) : code;
  }
  return code;
}

/* Readers see comments only where they see the article. */
static enum err comment_move_warn(struct site *site, struct arena *a, int64_t to) {
  struct article r;
  enum err e = article_by_id(site->db, a, to, &r);
  if (!e && r.status != ARTICLE_PUBLISH)
    complain_notice(
        "post %lld is not public: readers do not see its comments", (long long)to);
  return e;
}

static int comment_move_report_number(
    const struct comment_move *items, size_t count, int64_t to) {
  size_t moved = 0;
  for (size_t i = 0; i < count; i++)
    moved += !items[i].result;
  printf("Moved %zu comment%s to post %lld.\n", moved, plural((int64_t)moved),
      (long long)to);
  return 0;
}

static int comment_move_apply_all(struct site *site, struct arena *a,
    const struct comment_targets *t, bool is_named, int64_t to) {
  struct comment_move *items = calloc(t->count + 1, sizeof *items);
  for (size_t i = 0; items && i < t->count; i++)
    items[i].id = t->items[i].id;
  enum err e = items ? comment_move(site, to, items, t->count) : ERR_NOMEM;
  int code = exit_code_of(e);
  if (e)
    complain("post %lld: %s", (long long)to, err_text(e));
  else
    code = is_named ? comment_move_report(items, t->count, to)
                    : comment_move_report_number(items, t->count, to);
  free(items);
  if (!e)
    e = comment_move_warn(site, a, to);
  return code ? code : exit_code_of(e);
}

/* Returns false if nothing is to be moved. What was named is moved without a question:
 * it can be moved back. */
static bool comment_move_goes_on(const struct command_line *line,
    const struct comment_targets *t, bool is_named, int64_t to, int *code) {
  char which[160], question[240];
  comment_targets_describe(which, sizeof which, t);
  if (t->count > COMMENT_MOVE_MOST) {
    complain("%s are too many for one move: choose %d at most, for example by --since"
             " and --until",
        which, COMMENT_MOVE_MOST);
    *code = EX_USAGE;
    return false;
  }
  if (command_line_flag(line, "dry-run")) {
    printf("Would move %s to post %lld.\n", which, (long long)to);
    return false;
  }
  snprintf(question, sizeof question, "Move %s to post %lld?", which, (long long)to);
  if (confirm(is_named || !comment_targets_ask(t) || confirm_is_given(line), question))
    return true;
  *code = EX_USAGE;
  return false;
}

static int comment_move_run(struct site *site, struct arena *a,
    const struct command_line *line, struct comment_filter *f,
    struct comment_targets *t) {
  bool is_named = line->count > 0;
  int64_t to = 0;
  int code = command_site_find(site, a, "post", command_line_value(line, "to"), &to);
  t->except = to;
  if (!code && !is_named)
    code = comment_targets_select(site, f, t);
  if (code || !comment_move_goes_on(line, t, is_named, to, &code))
    return code;
  return comment_move_apply_all(site, a, t, is_named, to);
}

static int comment_move_open(const struct command_line *line, struct comment_filter *f,
    struct comment_targets *t) {
  /* A wrong word stops all: the comments move together, and replies with what they
   * reply to. */
  int code = line->count ? comment_targets_named(line, t) : 0;
  struct site *site = code ? NULL : command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(COMMENT_MOVE_MEMORY);
  if (a) {
    code = comment_move_run(site, a, line, f, t);
  } else {
    complain("%s", err_text(ERR_NOMEM));
    code = EX_OSERR;
  }
  arena_free(a);
  site_close(site);
  return code;
}

int comment_move_command(const struct command_line *line) {
  struct comment_filter f;
  struct comment_targets t = {0};
  if (!command_line_value(line, "to")) {
    complain("to which post? Name it with --to=POST");
    return EX_USAGE;
  }
  if (!comment_filter_read(line, &f) || !comment_targets_are_clear(line, &f))
    return EX_USAGE;
  if (!f.has_status)
    f.selection.statuses =
        COMMENT_SELECT(COMMENT_APPROVE) | COMMENT_SELECT(COMMENT_HOLD);
  int code = comment_move_open(line, &f, &t);
  comment_targets_free(&t);
  return code;
}
