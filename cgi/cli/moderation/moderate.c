/* How it works: a key is read, and what it means is done at once, in a transaction.
 * Between two keys, and every two seconds, the database is asked for what has changed.
 * The picture is drawn from scratch each time; ncurses sends what differs. */
#include "cli/moderation/moderate.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/moderation/block_keys.h"
#include "cli/moderation/decide.h"
#include "cli/moderation/draw.h"
#include "cli/moderation/edit_keys.h"
#include "cli/moderation/screen.h"
#include "cli/output/complain.h"

/* What the bottom of the screen says. On a small one, the last ones are left out,
 * except the very last. */
static const char *const moderate_labels[] = {"a approve", "s spam", "t trash",
    "n skip", "p back", "u undo", "r reply", "e edit", "b block", "A all like this",
    "q quit", "? help", NULL};

static const char *const moderate_help[] = {
    "Keys of the moderation queue",
    "",
    "a        approve the comment",
    "s        mark it as spam",
    "t        move it to the trash",
    "n Space  skip it: it stays in the queue",
    "p        go back to the comment before, also to one that was decided",
    "u        undo the last decision, as often as you like",
    "r        reply with one line, as the author of the article, and approve it",
    "R        reply in your editor",
    "e        edit the comment in your editor",
    "b        block a word, a URL or a network, and mark the comment as spam",
    "A        decide about all comments that are like this one",
    "j k      scroll a long comment by a line (also Down and Up)",
    "f d      scroll it by a screen (also Page Down and Page Up)",
    "Ctrl-L   draw the screen again",
    "q        quit",
    "",
    "Each decision is saved at once: nothing is lost if the connection breaks.",
    NULL,
};

static void moderate_skip(struct session *s) {
  queue_next(&s->queue);
  session_say(s, "%s", "");
  session_load(s);
}

static void moderate_back(struct session *s) {
  if (!queue_back(&s->queue)) {
    session_say(s, "This is the first comment.");
    return;
  }
  session_say(s, "%s", "");
  session_load(s);
}

/* Keys that only move. False for any other key. */
static bool moderate_scroll(struct session *s, int key) {
  switch (key) {
  case SCREEN_DOWN:
  case 'j':
    draw_scroll(s, 1);
    return true;
  case SCREEN_UP:
  case 'k':
    draw_scroll(s, -1);
    return true;
  case SCREEN_PAGE_DOWN:
  case 'f':
    draw_scroll(s, draw_screenful());
    return true;
  case SCREEN_PAGE_UP:
  case 'd':
    draw_scroll(s, -draw_screenful());
    return true;
  default:
    return false;
  }
}

static void moderate_key(struct session *s, int key) {
  switch (key) {
  case 'a':
    decide_one(s, COMMENT_APPROVE);
    break;
  case 's':
    decide_one(s, COMMENT_SPAM);
    break;
  case 't':
    decide_one(s, COMMENT_TRASH);
    break;
  case 'n':
  case ' ':
    moderate_skip(s);
    break;
  case 'p':
    moderate_back(s);
    break;
  case 'u':
    decide_undo(s);
    break;
  case 'r':
    edit_keys_reply_line(s);
    break;
  case 'R':
    edit_keys_reply_editor(s);
    break;
  case 'e':
    edit_keys_edit(s);
    break;
  case 'b':
    block_keys_ask(s);
    break;
  case 'A':
    decide_like(s);
    break;
  case '?':
    draw_text(s, moderate_help);
    break;
  case 'q':
    s->over = true;
    break;
  default:
    session_look(s);
  }
}

static void moderate_loop(struct session *s) {
  while (!s->over) {
    int key = draw_key(s, moderate_labels);
    if (key != SCREEN_GONE && !moderate_scroll(s, key))
      moderate_key(s, key);
  }
}

/* A shell shows 128 and the number for a program that a signal ended. */
static int moderate_exit_code(void) {
  return screen_signal() ? 128 + screen_signal() : 0;
}

static int moderate_site(struct site *site, const struct comment_queue_filter *f) {
  char why[200];
  struct session s;
  enum err e = session_open(&s, site, f);
  int code = exit_code_of(e);
  if (e) {
    complain("%s", err_text(e));
  } else if (!s.queue.count) {
    puts("There is nothing to moderate.");
  } else if (!screen_open(why, sizeof why)) {
    complain(
        "%s. Without a full screen, use \"pamphlet comment list --status=hold\" and"
        " \"pamphlet comment approve\"",
        why);
    code = EX_USAGE;
  } else {
    moderate_loop(&s);
    screen_close();
    code = moderate_exit_code();
    if (!code)
      printf("%zu left in the queue.\n", queue_left(&s.queue));
  }
  session_close(&s);
  return code;
}

static int moderate_find_post(struct site *site, const char *post, int64_t *out) {
  struct arena *a = arena_new(4 << 20);
  int code = a ? command_site_find(site, a, "post", post, out) : EX_OSERR;
  arena_free(a);
  return code;
}

int moderate_run(const struct command_line *line) {
  int code = 0;
  const char *status = argument_status(command_line_value(line, "status"), "hold");
  const char *post = command_line_value(line, "post");
  struct comment_queue_filter f = {COMMENT_HOLD, 0};
  if (status && !comment_status_find(status, &f.status)) {
    complain("unknown status \"%s\": use approve, hold, spam or trash", status);
    return EX_USAGE;
  }
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  if (post)
    code = moderate_find_post(site, post, &f.article_id);
  if (!code)
    code = moderate_site(site, &f);
  site_close(site);
  return code;
}
