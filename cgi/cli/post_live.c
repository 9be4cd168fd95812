/* How it works: the words after the post say what to do, as in "git stash". The editor
 * runs while the site is closed, as for "post edit", and a text that could not be saved
 * stays in its file. */
#include "cli/post_live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/limits.h"
#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/command/editor.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/print.h"
#include "cli/post_live_text.h"
#include "cli/post_text.h"
#include "import/compose/compose_live.h"
#include "site/publish/live_write.h"
#include "site/site_open.h"

/* For one update, with what rendering it takes; and for all of a post. */
enum { POST_LIVE_MEMORY = 256 << 20 };

/* ---- Changes ---- */

/* Something to do inside an open site. *why is "" or has a sentence. */
typedef enum err post_live_do(
    struct post_live *p, struct site *site, struct arena *a, char *why);

static void post_live_complain(const struct post_live *p, enum err e, const char *why) {
  if (e == ERR_NOT_FOUND && p->number)
    complain("post %lld has no update %lld", (long long)p->id, (long long)p->number);
  else
    complain("post %lld: %s", (long long)p->id, *why ? why : err_text(e));
}

/* Opens the site, finds the post and does it. Returns the exit code. */
static int post_live_open(struct post_live *p, post_live_do *what) {
  int code = 0;
  char why[LIVE_WRITE_WHY] = "";
  struct site *site = command_site_open(p->line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(POST_LIVE_MEMORY);
  if (a) {
    code = command_site_find(site, a, "post", p->line->arguments[0], &p->id);
    enum err e = code ? OK : what(p, site, a, why);
    if (e)
      post_live_complain(p, e, why);
    code = code ? code : exit_code_of(e);
  } else {
    complain("%s", err_text(ERR_NOMEM));
    code = EX_OSERR;
  }
  arena_free(a);
  site_close(site);
  return code;
}

/* Called with the site open, which sets the time zone. */
static enum err post_live_date(const char *text, int64_t *out, char *why) {
  if (!text || clock_parse(text, out) == OK)
    return OK;
  snprintf(why, LIVE_WRITE_WHY,
      "not a date: \"%.60s\" (write it like \"2026-11-24 09:30\")", text);
  return ERR_INVALID;
}

static enum err post_live_compose(struct post_live *p, struct site *site,
    struct arena *a, struct live_update *u, char *why) {
  char name[40];
  struct parse_problem problem;
  u->title = p->title;
  u->source = p->has_text ? buf_text(&p->text) : NULL;
  enum err e = post_live_date(p->date, &u->at, why);
  if (e)
    return e;
  snprintf(name, sizeof name, "post %lld", (long long)p->id);
  e = compose_live(site, a, p->id, u, post_text_note, name, &problem);
  if (e && problem.message[0] && problem.line)
    snprintf(why, LIVE_WRITE_WHY, "line %d: %s", problem.line, problem.message);
  else if (e)
    snprintf(why, LIVE_WRITE_WHY, "%s", problem.message);
  return e;
}

static enum err post_live_do_add(
    struct post_live *p, struct site *site, struct arena *a, char *why) {
  struct live_update u = {0};
  enum err e = post_live_compose(p, site, a, &u, why);
  if (!e && !u.title)
    u.title = "";
  return e ? e : live_write_add(site, a, p->id, &u, &p->number, why);
}

static enum err post_live_do_edit(
    struct post_live *p, struct site *site, struct arena *a, char *why) {
  struct live_update u = {.number = p->number};
  enum err e = post_live_compose(p, site, a, &u, why);
  /* Without the line end that was added for the editor. */
  if (p->was && *p->was)
    p->was[strlen(p->was) - 1] = '\0';
  return e ? e : live_write_edit(site, a, p->id, &u, p->was, why);
}

static enum err post_live_do_remove(
    struct post_live *p, struct site *site, struct arena *a, char *why) {
  return live_write_remove(site, a, p->id, p->number, why);
}

static int post_live_save(struct post_live *p, post_live_do *what) {
  int code = post_live_open(p, what);
  if (code && *p->file)
    complain("your text was saved in %s", p->file);
  else if (*p->file)
    editor_remove(p->file);
  return code;
}

static bool post_live_number(struct post_live *p, const char *word, const char *verb) {
  if (word)
    return argument_id(word, &p->number);
  complain("which update? \"pamphlet post live %s list\" shows their numbers, such as"
           " in \"pamphlet post live %s %s 3\"",
      p->line->arguments[0], p->line->arguments[0], verb);
  return false;
}

/* ---- The verbs ---- */

static int post_live_add(struct post_live *p, const char *const *words) {
  int code = post_live_text(p, words[0], true);
  if (!code)
    code = post_live_save(p, post_live_do_add);
  /* Scripts read the number alone. */
  if (!code && command_line_flag(p->line, "porcelain"))
    printf("%lld\n", (long long)p->number);
  else if (!code)
    printf("Added update %lld to post %lld.\n", (long long)p->number, (long long)p->id);
  return code;
}

static int post_live_edit(struct post_live *p, const char *const *words) {
  if (!post_live_number(p, words[0], "edit"))
    return EX_USAGE;
  int code = post_live_text(p, words[1], false);
  if (!code && p->was && strcmp(p->was, buf_text(&p->text)) == 0) {
    editor_remove(p->file);
    puts("Nothing was changed.");
    return 0;
  }
  if (!code)
    code = post_live_save(p, post_live_do_edit);
  if (!code)
    printf(
        "Changed update %lld of post %lld.\n", (long long)p->number, (long long)p->id);
  return code;
}

static int post_live_remove(struct post_live *p, const char *const *words) {
  if (!post_live_number(p, words[0], "remove"))
    return EX_USAGE;
  int code = post_live_open(p, post_live_do_remove);
  if (!code)
    printf("Removed update %lld from post %lld.\n", (long long)p->number,
        (long long)p->id);
  return code;
}

static enum err post_live_read_list(struct site *site, struct arena *a, void *context) {
  struct post_live *p = context;
  struct live_update *updates = NULL;
  struct live live = {0};
  size_t n = 0;
  bool found = false;
  enum err e = live_read(site->db, p->id, &found, &live);
  if (!e)
    e = live_update_list(site->db, a, p->id, live.newest_first, &updates, &n);
  if (e)
    return e;
  p->rows = json_array();
  for (size_t i = 0; i < n; i++)
    if (json_array_append_new(p->rows,
            json_pack("{s:I, s:o, s:o, s:s, s:s}", "id", (json_int_t)updates[i].number,
                "date", print_time(updates[i].at), "edited",
                print_time(updates[i].edited_at), "title", updates[i].title, "text",
                updates[i].source)) != 0)
      return ERR_NOMEM;
  return p->rows ? OK : ERR_NOMEM;
}

static int post_live_list(struct post_live *p, const char *const *words) {
  enum print_format format;
  (void)words;
  if (!print_format(command_line_value(p->line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  int code = command_site_read(p->line,
      (struct command_site_object){"post", p->line->arguments[0], &p->id},
      post_live_read_list, p);
  if (!code)
    return print_rows(p->rows, format);
  json_decref(p->rows);
  return code;
}

static bool post_live_order(const char *word, int *out) {
  *out = !word ? -1 : strcmp(word, "newest") == 0;
  if (!word || *out || strcmp(word, "oldest") == 0)
    return true;
  complain("--order=%s: it is newest or oldest", word);
  return false;
}

static bool post_live_refresh(const char *word, int64_t *out) {
  *out = -1;
  if (!word)
    return true;
  if (strcmp(word, "0") == 0)
    *out = 0;
  /* Below, a page is loaded again while a reader still reads it. */
  else if (!argument_is_id(word, out) || *out < LIMIT_LIVE_REFRESH_LEAST ||
           *out > LIMIT_LIVE_REFRESH) {
    complain("--refresh=%s: it is a number of seconds from %d to %d, or 0 for never",
        word, LIMIT_LIVE_REFRESH_LEAST, LIMIT_LIVE_REFRESH);
    return false;
  }
  return true;
}

static enum err post_live_do_change(
    struct post_live *p, struct site *site, struct arena *a, char *why) {
  return live_write_state(site, a, p->id, &p->change, why);
}

/* Before the site is opened, so that a wrong option is a wrong call. */
static int post_live_change(struct post_live *p, int ends) {
  p->change.ends = ends;
  if (!post_live_order(command_line_value(p->line, "order"), &p->change.newest_first) ||
      !post_live_refresh(command_line_value(p->line, "refresh"), &p->change.refresh))
    return EX_USAGE;
  return post_live_open(p, post_live_do_change);
}

static int post_live_start(struct post_live *p, const char *const *words) {
  (void)words;
  int code = post_live_change(p, 0);
  if (!code)
    printf("Post %lld is live.\n", (long long)p->id);
  return code;
}

static int post_live_end(struct post_live *p, const char *const *words) {
  (void)words;
  int code = post_live_change(p, 1);
  if (!code)
    printf("The live updates of post %lld have ended.\n", (long long)p->id);
  return code;
}

/* What each verb takes beyond itself. */
static const struct post_live_verb {
  const char *verb;
  size_t most;
  int (*run)(struct post_live *p, const char *const *words);
  const char *options[5]; /* ended by NULL */
} verbs[] = {
    {"add", 1, post_live_add, {"title", "date", "file", "porcelain"}},
    {"edit", 2, post_live_edit, {"title", "date", "file"}},
    {"remove", 1, post_live_remove, {NULL}},
    {"list", 0, post_live_list, {"format"}},
    {"start", 0, post_live_start, {"order", "refresh"}},
    {"end", 0, post_live_end, {"order", "refresh"}},
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

static bool post_live_takes(const struct post_live_verb *verb, const char *option) {
  for (const char *const *o = verb->options; *o; o++)
    if (strcmp(*o, option) == 0)
      return true;
  return false;
}

/* An option that has no effect was a mistake: with "add", --refresh would be lost. */
static bool post_live_options(
    const struct command_line *line, const struct post_live_verb *verb) {
  for (size_t i = 0; line->command->options[i].name; i++) {
    const char *name = line->command->options[i].name, *of[VERBS] = {NULL};
    size_t n = 0;
    if (!line->values[i] || post_live_takes(verb, name))
      continue;
    for (size_t k = 0; k < VERBS; k++)
      if (post_live_takes(&verbs[k], name))
        of[n++] = verbs[k].verb;
    /* No option is for more than two of them. */
    complain(
        "--%s is for %s%s%s", name, of[0], of[1] ? " and " : "", of[1] ? of[1] : "");
    return false;
  }
  return true;
}

int post_live(const struct command_line *line) {
  struct post_live p = {.line = line,
      .title = command_line_value(line, "title"),
      .date = command_line_value(line, "date")};
  const char *verb = line->arguments[1];
  for (size_t i = 0; i < VERBS; i++) {
    /* Absent words are NULL. */
    const char *words[3] = {NULL};
    if (strcmp(verbs[i].verb, verb) != 0)
      continue;
    size_t n = line->count - 2;
    if (n > verbs[i].most) {
      complain("too many words after \"%s\": put a text in quotes", verb);
      return EX_USAGE;
    }
    if (!post_live_options(line, &verbs[i]))
      return EX_USAGE;
    for (size_t k = 0; k < n; k++)
      words[k] = line->arguments[2 + k];
    int code = verbs[i].run(&p, words);
    buf_free(&p.text);
    free(p.was);
    return code;
  }
  complain("\"%s\" is not one of add, edit, remove, list, start and end", verb);
  return EX_USAGE;
}
