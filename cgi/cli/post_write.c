#include "cli/post_write.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/command/argument.h"
#include "cli/command/command_cards.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/post_text.h"
#include "site/site_open.h"

/* For one text, with what rendering it takes. */
enum { POST_WRITE_MEMORY = 512 << 20, POST_WRITE_FINDING = 1 << 20 };

/* One text and one set of changes, for any number of posts. */
struct post_writing {
  struct site *site;
  struct arena *input; /* lives as long as the command */
  struct compose ask;
  const char *file; /* as the user named it; NULL: none */
};

/* Saves one post; *id is 0 for a new one, and its ID afterwards. Returns the exit code.
 */
static int post_write_one(const struct post_writing *w, int64_t *id) {
  char name[32];
  struct parse_problem problem = {0};
  struct compose ask = w->ask;
  /* A copy, because `w` serves all posts. */
  ask.id = *id;
  ask.command = "post update"; /* of a new one, no version is replaced */
  snprintf(name, sizeof name, "post %lld", (long long)*id);
  const char *called = w->file && strcmp(w->file, "-") != 0 ? w->file
                       : *id                                ? name
                                                            : "the new post";
  /* An arena for each post: a command may update thousands. */
  struct arena *a = arena_new(POST_WRITE_MEMORY);
  enum err e =
      a ? compose_save(w->site, a, &ask, post_text_note, (void *)called, id, &problem)
        : ERR_NOMEM;
  /* The post does not exist: its number matters then, not the file. */
  if (e == ERR_NOT_FOUND)
    called = name;
  if (e)
    post_text_refuse(called, &problem, e);
  arena_free(a);
  return exit_code_of(e);
}

/* Opens the site before reading standard input: a user without permission should learn
 * that before typing a text. Returns the exit code. */
static int post_write_open(const struct command_line *line, const char *file,
    struct post_writing *w, int *code) {
  w->input = arena_new(POST_WRITE_MEMORY);
  w->site = w->input ? command_site_open(line, COMMAND_SITE_WRITES, code) : NULL;
  w->file = file;
  w->ask.content = command_line_value(line, "content");
  if (!w->input) {
    complain("%s", err_text(ERR_NOMEM));
    *code = EX_OSERR;
  } else if (w->site && file) {
    /* Read once, and saved to each of the posts. */
    *code = post_text_read(w->input, file, &w->ask);
  }
  return *code;
}

static void post_write_close(struct post_writing *w) {
  if (w->site)
    command_cards_draw(w->site);
  site_close(w->site);
  arena_free(w->input);
}

int post_create(const struct command_line *line) {
  int code = 0;
  int64_t id = 0;
  const char *file = line->count ? line->arguments[0] : NULL;
  struct post_writing w = {0};
  struct post_changes changes;
  post_text_changes(line, &changes);
  if (!file && !command_line_value(line, "title") &&
      !command_line_value(line, "content")) {
    complain("nothing to create: name a file, or - for standard input, or give"
             " --title or --content");
    return EX_USAGE;
  }
  if (file && command_line_value(line, "content")) {
    complain("--content and a file cannot be combined");
    return EX_USAGE;
  }
  if (post_write_open(line, file, &w, &code) == 0) {
    w.ask.changes = changes.list;
    w.ask.change_count = changes.count;
    code = post_write_one(&w, &id);
  }
  /* Scripts read the ID alone; the sentence for people may change. */
  if (code == 0 && command_line_flag(line, "porcelain"))
    printf("%lld\n", (long long)id);
  else if (code == 0)
    printf("Created post %lld.\n", (long long)id);
  post_write_close(&w);
  return code;
}

/* The file that follows the IDs; NULL if there is none. */
static const char *post_write_file(const struct command_line *line) {
  /* There is one: "post update" requires an argument. */
  const char *last = line->arguments[line->count - 1];
  /* A file whose name begins with a digit has to be written as ./2026.md. Slugs and
   * paths of posts have no dots, unlike the names of most files. */
  if (line->count < 2 || isdigit((unsigned char)*last) || strstr(last, "://"))
    return NULL;
  return strcmp(last, "-") == 0 || strchr(last, '.') || access(last, F_OK) == 0 ? last
                                                                                : NULL;
}

/* Finds the post by a word and saves it. Returns the exit code. */
static int post_write_named(const struct post_writing *w, const char *word) {
  int64_t id = 0;
  struct arena *a = arena_new(POST_WRITE_FINDING);
  int code = EX_OSERR;
  if (a)
    code = command_site_find(w->site, a, "post", word, &id);
  else
    complain("%s", err_text(ERR_NOMEM));
  arena_free(a);
  if (!code)
    code = post_write_one(w, &id);
  if (!code)
    printf("Updated post %lld.\n", (long long)id);
  return code;
}

int post_update(const struct command_line *line) {
  int code = 0;
  const char *file = post_write_file(line);
  size_t count = line->count - (file != NULL);
  struct post_writing w = {0};
  struct post_changes changes;
  post_text_changes(line, &changes);
  if (!file && !changes.count && !command_line_value(line, "content")) {
    complain("nothing to change: give an option such as --title, or name a file");
    return EX_USAGE;
  }
  if (file && command_line_value(line, "content")) {
    complain("--content and a file cannot be combined");
    return EX_USAGE;
  }
  bool opened = post_write_open(line, file, &w, &code) == 0;
  w.ask.changes = changes.list;
  w.ask.change_count = changes.count;
  for (size_t i = 0; opened && i < count; i++) {
    int one = post_write_named(&w, line->arguments[i]);
    /* One post that fails does not stop the others, but decides the exit code. */
    code = one ? one : code;
  }
  post_write_close(&w);
  return code;
}
