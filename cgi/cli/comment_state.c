/* How it works: comments are named by ID, or chosen by the options of comment_filter.h.
 * Either way they become one list, and comment_bulk changes it in few transactions, so
 * that a hundred thousand IDs take seconds. */
#include "cli/comment_state.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "cli/command/exit_code.h"
#include "cli/comment_filter.h"
#include "cli/comment_targets.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "site/comments/comment_bulk.h"
#include "site/site_open.h"

/* A command: what it does, how it says so, and what it asks before. */
struct comment_state {
  struct comment_bulk change;
  const char *done; /* "Approved", as in "Approved comment 12." */
  const char *ask;  /* "Approve", as in "Approve 12 comments?" */
  const char *how;  /* what comes after that: " as spam" */
  unsigned of;      /* the statuses that options choose unless one is --status */
};

static void comment_state_report(
    const struct comment_state *state, const struct comment_bulk_item *item) {
  if (!item->result)
    printf("%s comment %lld.\n", state->done, (long long)item->id);
  else if (item->result == ERR_INVALID)
    complain("comment %lld: it is not %s", (long long)item->id,
        state->change.status == COMMENT_TRASH ? "in the trash" : "spam");
  else
    complain("comment %lld: %s", (long long)item->id, err_text(item->result));
}

/* Each comment that was named is reported; of those that options have chosen, their
 * number. */
static int comment_state_apply(struct site *site, const struct comment_state *state,
    struct comment_targets *t, bool is_named) {
  struct comment_bulk change = state->change;
  size_t done = 0;
  int code = 0;
  /* While the question is on the screen, somebody may decide about a comment. */
  change.only = t->statuses;
  enum err e = comment_bulk(site, &change, t->items, t->count, &done);
  for (size_t i = 0; !e && is_named && i < t->count; i++) {
    comment_state_report(state, &t->items[i]);
    if (t->items[i].result)
      code = exit_code_of(t->items[i].result);
  }
  if (e)
    complain("%s (%zu of %zu comments are done: repeat the command)", err_text(e), done,
        t->count);
  else if (!is_named)
    printf("%s %zu comment%s.\n", state->done, done, plural((int64_t)done));
  if (!e && !is_named && done < t->count)
    complain_notice("%zu changed meanwhile: left as they are", t->count - done);
  return e ? exit_code_of(e) : code;
}

/* Comments that were named are asked about only if they are lost. */
static bool comment_state_asks(
    const struct comment_state *state, const struct comment_targets *t, bool is_named) {
  if (state->change.kind == COMMENT_BULK_DELETE)
    return t->count > 0;
  return !is_named && comment_targets_ask(t);
}

/* Asks, or only says what would be done. Returns false if nothing is to be done. */
static bool comment_state_goes_on(const struct command_line *line,
    const struct comment_state *state, const struct comment_targets *t, bool is_named,
    int *code) {
  char which[160], question[240];
  comment_targets_describe(which, sizeof which, t);
  if (command_line_flag(line, "dry-run")) {
    printf("Would change %s.\n", which);
    return false;
  }
  snprintf(question, sizeof question, "%s %s%s?", state->ask, which, state->how);
  if (confirm(
          confirm_is_given(line) || !comment_state_asks(state, t, is_named), question))
    return true;
  /* The manual documents this exit code for a user who did not confirm. */
  *code = EX_USAGE;
  return false;
}

/* The statuses that a change has something to do for: counts are of comments that
 * change. */
static unsigned comment_state_statuses(
    const struct comment_state *state, const struct comment_filter *f) {
  unsigned statuses = f->has_status ? f->selection.statuses : state->of;
  if (state->change.kind == COMMENT_BULK_SET)
    return statuses & ~COMMENT_SELECT(state->change.status);
  if (state->change.kind == COMMENT_BULK_RESTORE)
    return statuses & COMMENT_SELECT(state->change.status);
  return statuses;
}

static int comment_state_select(struct site *site, const struct comment_state *state,
    struct comment_filter *f, struct comment_targets *t) {
  f->selection.statuses = comment_state_statuses(state, f);
  return comment_targets_select(site, f, t);
}

static int comment_state_run(const struct command_line *line,
    const struct comment_state *state, struct comment_filter *f,
    struct comment_targets *t) {
  bool is_named = line->count > 0;
  int code = is_named ? comment_targets_named(line, t) : 0;
  if (code)
    return code;
  /* Before the site is opened: an open site keeps a restore from beginning, and the
   * answer may take a while. Options have to be looked up first. */
  if (is_named && !comment_state_goes_on(line, state, t, true, &code))
    return code;
  struct site *site = command_site_open(line,
      command_line_flag(line, "dry-run") ? COMMAND_SITE_READS : COMMAND_SITE_WRITES,
      &code);
  if (!site)
    return code;
  if (!is_named)
    code = comment_state_select(site, state, f, t);
  if (!code && (is_named || comment_state_goes_on(line, state, t, false, &code)))
    code = comment_state_apply(site, state, t, is_named);
  site_close(site);
  return code;
}

static int comment_state(
    const struct command_line *line, const struct comment_state *state) {
  struct comment_filter f;
  struct comment_targets t = {0};
  if (!comment_filter_read(line, &f) || !comment_targets_are_clear(line, &f))
    return EX_USAGE;
  int code = comment_state_run(line, state, &f, &t);
  comment_targets_free(&t);
  return code;
}

int comment_approve(const struct command_line *line) {
  static const struct comment_state state = {{COMMENT_BULK_SET, COMMENT_APPROVE, 0},
      "Approved", "Approve", "", COMMENT_SELECT(COMMENT_HOLD)};
  return comment_state(line, &state);
}

int comment_unapprove(const struct command_line *line) {
  static const struct comment_state state = {{COMMENT_BULK_SET, COMMENT_HOLD, 0},
      "Unapproved", "Hold", " for moderation", COMMENT_SELECT(COMMENT_APPROVE)};
  return comment_state(line, &state);
}

/* Spam and the trash are changed by options only for those who name them. */
enum {
  COMMENT_STATE_LISTED = COMMENT_SELECT(COMMENT_APPROVE) | COMMENT_SELECT(COMMENT_HOLD)
};

int comment_spam(const struct command_line *line) {
  /* With the colon, the sentence reads "Marked as spam: comment 12." */
  static const struct comment_state state = {{COMMENT_BULK_SET, COMMENT_SPAM, 0},
      "Marked as spam:", "Mark", " as spam", COMMENT_STATE_LISTED};
  return comment_state(line, &state);
}

int comment_unspam(const struct command_line *line) {
  static const struct comment_state state = {{COMMENT_BULK_RESTORE, COMMENT_SPAM, 0},
      "Not spam:", "Restore", " from spam", COMMENT_SELECT(COMMENT_SPAM)};
  return comment_state(line, &state);
}

int comment_trash(const struct command_line *line) {
  static const struct comment_state state = {{COMMENT_BULK_SET, COMMENT_TRASH, 0},
      "Trashed", "Move", " to the trash", COMMENT_STATE_LISTED};
  return comment_state(line, &state);
}

int comment_untrash(const struct command_line *line) {
  static const struct comment_state state = {{COMMENT_BULK_RESTORE, COMMENT_TRASH, 0},
      "Restored", "Restore", " from the trash", COMMENT_SELECT(COMMENT_TRASH)};
  return comment_state(line, &state);
}

/* Replies are kept: they move up. What readers see is deleted by options only if
 * --status says so. */
int comment_delete(const struct command_line *line) {
  static const struct comment_state state = {{COMMENT_BULK_DELETE, COMMENT_TRASH, 0},
      "Deleted", "Delete", " permanently",
      COMMENT_SELECT(COMMENT_SPAM) | COMMENT_SELECT(COMMENT_TRASH)};
  return comment_state(line, &state);
}
