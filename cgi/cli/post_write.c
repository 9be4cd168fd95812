/* Posts from files and options. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/command.h"
#include "cli/exit.h"
#include "cli/post_text.h"
#include "site/site_open.h"

enum { MEMORY = 512 << 20 };

/* One text for as many posts as are named. */
struct work {
  struct site *site;
  struct arena *input; /* lives as long as the command */
  struct compose ask;
  const char *file; /* as it was named; NULL: none */
};

/* Saves one post; *id is its number then. Returns the exit code. */
static int save(const struct work *w, int64_t *id) {
  char name[32];
  struct parse_problem problem = {0};
  struct compose ask = w->ask;
  ask.id = *id;
  snprintf(name, sizeof name, "post %lld", (long long)*id);
  const char *called = w->file && strcmp(w->file, "-") != 0 ? w->file
                       : *id                                ? name
                                                            : "the new post";
  struct arena *a = arena_new(MEMORY);
  enum err e =
      a ? compose_save(w->site, a, &ask, post_note, (void *)called, id, &problem)
        : ERR_NOMEM;
  if (e == ERR_NOT_FOUND)
    called = name;
  if (e)
    post_refuse(called, &problem, e);
  arena_free(a);
  return exit_of(e);
}

/* Opens the site first: who may not write shall not type a text in vain. */
static int open_work(
    const struct command_line *line, const char *file, struct work *w, int *code) {
  w->input = arena_new(MEMORY);
  w->site = w->input ? command_open(line, COMMAND_WRITES, code) : NULL;
  w->file = file;
  w->ask.content = line->values[POST_CONTENT];
  if (!w->input)
    *code = EX_OSERR;
  else if (w->site && file && !post_read_file(w->input, file, &w->ask))
    *code = EX_NOINPUT;
  return *code;
}

static void close_work(struct work *w) {
  site_close(w->site);
  arena_free(w->input);
}

int post_create(const struct command_line *line) {
  int code = 0;
  int64_t id = 0;
  const char *file = line->count ? line->arguments[0] : NULL;
  struct work w = {0};
  struct post_changes changes;
  post_changes(line, &changes);
  if (!file && !line->values[0] && !line->values[POST_CONTENT]) {
    command_complain(
        "there is nothing to make a post of: give a file, or - for standard"
        " input, or --title and --content");
    return EX_USAGE;
  }
  if (file && line->values[POST_CONTENT]) {
    command_complain("--content and a file are two texts: give one of them");
    return EX_USAGE;
  }
  if (open_work(line, file, &w, &code) == 0) {
    w.ask.changes = changes.list;
    w.ask.change_count = changes.count;
    code = save(&w, &id);
  }
  if (code == 0 && line->values[POST_OTHER])
    printf("%lld\n", (long long)id);
  else if (code == 0)
    printf("Created post %lld.\n", (long long)id);
  close_work(&w);
  return code;
}

/* A file may stand behind the ids. */
static const char *file_behind(const struct command_line *line) {
  const char *last = line->arguments[line->count - 1];
  return line->count > 1 && !isdigit((unsigned char)*last) ? last : NULL;
}

int post_update(const struct command_line *line) {
  int code = 0;
  const char *file = file_behind(line);
  size_t count = line->count - (file != NULL);
  struct work w = {0};
  struct post_changes changes;
  post_changes(line, &changes);
  if (!file && !changes.count && !line->values[POST_CONTENT]) {
    command_complain("there is nothing to change: give --title or the like, or a file");
    return EX_USAGE;
  }
  if (file && line->values[POST_CONTENT]) {
    command_complain("--content and a file are two texts: give one of them");
    return EX_USAGE;
  }
  bool opened = open_work(line, file, &w, &code) == 0;
  w.ask.changes = changes.list;
  w.ask.change_count = changes.count;
  for (size_t i = 0; opened && i < count; i++) {
    int64_t id;
    int one = command_id(line->arguments[i], &id) ? save(&w, &id) : EX_USAGE;
    if (one == 0)
      printf("Updated post %lld.\n", (long long)id);
    code = one ? one : code;
  }
  close_work(&w);
  return code;
}
