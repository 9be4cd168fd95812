#include "cli/comment_closing.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/limits.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "site/comments/comment_closing.h"

/* Posts or the site, but not both: "open --all 7" could mean either. */
static bool comment_closing_is_clear(const struct command_line *line) {
  bool all = command_line_flag(line, "all");
  if (all != (line->count > 0))
    return true;
  complain(all ? "name posts, or use --all for the whole site, but not both"
               : "which post? Name one, or use --all for the whole site");
  return false;
}

static bool comment_closing_may_say(const char *message) {
  switch (comment_closing_check(message)) {
  case COMMENT_CLOSING_FINE:
    return true;
  case COMMENT_CLOSING_LONG:
    complain("--message is longer than %d characters", LIMIT_CLOSED_MESSAGE);
    break;
  case COMMENT_CLOSING_CHARACTERS:
    complain("--message must be one line of text, without control characters");
    break;
  }
  return false;
}

static int comment_closing_all(
    const struct command_line *line, bool closed, const char *message) {
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  enum err e = comment_close_all(site, closed, message);
  site_close(site);
  if (e)
    complain("%s", err_text(e));
  else if (closed)
    puts("Closed the comments of the whole site.");
  else
    puts("Opened the comments of the site. Posts that were closed one by one, or by"
         " their age, stay closed.");
  return exit_code_of(e);
}

static enum err comment_closing_close(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)a;
  (void)why;
  return comment_close(site, id, context);
}

int comment_close_command(const struct command_line *line) {
  const char *message = command_line_value(line, "message");
  message = message ? message : "";
  if (!comment_closing_is_clear(line) || !comment_closing_may_say(message))
    return EX_USAGE;
  if (command_line_flag(line, "all"))
    return comment_closing_all(line, true, message);
  return command_site_each(
      line, "post", "Closed the comments of", comment_closing_close, message);
}

static enum err comment_closing_open(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  enum closing is = CLOSING_OPEN;
  (void)a;
  (void)context;
  (void)why;
  enum err e = comment_open(site, id, clock_now(), &is);
  /* The flag of the post is set, and yet readers find no form. */
  if (!e && is == CLOSING_SITE)
    complain_notice(
        "the whole site is closed for comments until \"pamphlet comment open"
        " --all\"");
  if (!e && is == CLOSING_AGE)
    complain_notice(
        "post %lld is older than close_after_days and stays closed", (long long)id);
  return e;
}

int comment_open_command(const struct command_line *line) {
  if (!comment_closing_is_clear(line))
    return EX_USAGE;
  if (command_line_flag(line, "all"))
    return comment_closing_all(line, false, "");
  return command_site_each(
      line, "post", "Opened the comments of", comment_closing_open, NULL);
}
