#include "cli/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/print.h"
#include "cli/reload.h"
#include "ops/service.h"
#include "ops/settings_editor.h"
#include "site/core/base_url.h"
#include "site/core/settings_check.h"
#include "site/pictures/picture_program.h"
#include "site/site_open.h"

enum { CONFIG_MEMORY = 1 << 20 };

/* All settings with their values, in the arena, and the directory they are from. */
struct config_file {
  struct arena *arena;
  char *dir;
  struct setting *all;
  size_t count;
};

/* Reads site.ini without opening the database, so that settings can be repaired while
 * the site does not open. Returns the exit code, after complaining. */
static int config_open(const struct command_line *line, struct config_file *s) {
  char why[400] = "";
  /* Set before anything can fail, so that config_close is safe after an error. */
  *s = (struct config_file){.arena = arena_new(CONFIG_MEMORY)};
  enum err e = s->arena ? site_locate(line->dir, &s->dir, why, sizeof why) : ERR_NOMEM;
  if (!e)
    e = settings_editor_read(s->arena, s->dir, &s->all, &s->count, why, sizeof why);
  if (e)
    complain("%s", *why ? why : err_text(e));
  return exit_code_of(e);
}

static void config_close(struct config_file *s) {
  arena_free(s->arena);
  free(s->dir);
}

/* Complains about an unknown name. A former one is found, with a notice, because
 * scripts may still use it. */
static struct setting *config_find(struct config_file *s, const char *name) {
  const struct settings_alias *former;
  struct setting *found = settings_editor_find(s->all, s->count, name, &former);
  if (!found)
    complain("unknown setting \"%s\": see \"pamphlet config list\"", name);
  else if (former)
    complain_notice("\"%s.%s\" is now called \"%s.%s\"", former->former_section,
        former->former_name, former->section, former->name);
  return found;
}

/* Prints a notice if site.ini has a former name; one is enough. */
static void config_notice(const struct config_file *s) {
  for (size_t i = 0; i < s->count; i++)
    if (s->all[i].former) {
      command_site_notice(s->all[i].former);
      return;
    }
}

/* The commands print addresses with the base URL in force, so a value of site.ini that
 * is not in force would look like a mistake of theirs. */
static void config_notice_base_url(const struct config_file *s) {
  const char *in_force = NULL;
  const struct settings_alias *former;
  const struct setting *given =
      settings_editor_find(s->all, s->count, "base_url", &former);
  if (!given || base_url_override(s->arena, s->dir, &in_force) || !in_force ||
      strcmp(given->value, in_force) == 0)
    return;
  complain_notice("%s uses %s instead of base_url",
      getenv("PAMPHLET_BASE_URL") ? "PAMPHLET_BASE_URL is set: every command"
                                  : "the running service",
      in_force);
}

/* The table has room for two columns; JSON has everything. */
static json_t *config_row(struct arena *a, const struct setting *s, bool full) {
  char *name = arena_printf(a, "%s.%s", s->about.section, s->about.name);
  if (!name)
    return NULL;
  /* "set" tells a value in the file from a default that is equal to it. */
  if (!full)
    return json_pack("{s:s, s:s}", "name", name, "value", s->value);
  return json_pack("{s:s, s:s, s:s, s:b, s:s}", "name", name, "value", s->value,
      "default", s->about.value, "set", (int)s->is_set, "meaning", s->about.meaning);
}

/* Settings that the file does not have are listed with their defaults: this is how a
 * user learns about them. */
int config_list(const struct command_line *line) {
  enum print_format format;
  struct config_file s;
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = config_open(line, &s);
  json_t *rows = json_array();
  bool complete = true;
  for (size_t i = 0; !code && complete && i < s.count; i++)
    complete = json_array_append_new(
                   rows, config_row(s.arena, &s.all[i], format == PRINT_JSON)) == 0;
  if (!code)
    /* NULL makes print_rows report the lack of memory: a list with gaps is not printed.
     */
    code = print_rows(complete ? json_incref(rows) : NULL, format);
  /* After the list, which would push a notice before it off the screen. */
  config_notice(&s);
  if (!code)
    config_notice_base_url(&s);
  json_decref(rows);
  config_close(&s);
  return code;
}

int config_get(const struct command_line *line) {
  struct config_file s;
  int code = config_open(line, &s);
  const struct setting *found = code ? NULL : config_find(&s, line->arguments[0]);
  if (found)
    /* The value alone, for scripts; the notice above went to standard error. */
    code = print_name("", found->value, "");
  else if (!code)
    code = EX_USAGE;
  if (found && strcmp(found->about.name, "base_url") == 0)
    config_notice_base_url(&s);
  config_close(&s);
  return code;
}

/* A language without messages is not an error: articles, feeds and search engines need
 * to know it all the same. */
static void config_notice_language(const struct setting *found, const char *value) {
  if (strcmp(found->about.section, "site") == 0 &&
      strcmp(found->about.name, "language") == 0 &&
      !settings_check_is_translated(value))
    complain_notice("there are no messages in \"%s\": readers see English ones", value);
}

/* What social cards show is drawn once. */
static void config_notice_cards(const struct setting *found) {
  static const char *const drawn[] = {"site.title", "site.language", "theme.name",
      "theme.logo", "theme.accent", "theme.background", "theme.fonts",
      "pictures.cards"};
  char name[60], program[PATH_MAX];
  snprintf(name, sizeof name, "%s.%s", found->about.section, found->about.name);
  if (!picture_program_find(program))
    return;
  for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
    if (strcmp(drawn[i], name) == 0)
      puts("\"pamphlet media refresh\" applies this to social cards.");
}

/* Returns the exit code. settings_editor_set checks the value as the service would. */
static int config_change(const struct config_file *s, const struct setting *found,
    const char *value, bool reload) {
  char why[600];
  enum err e = settings_editor_set(s->dir, &found->about, value, why, sizeof why);
  if (e) {
    complain("%s", why);
    return exit_code_of(e);
  }
  printf("%s is now: ", found->about.name);
  print_name("", value, "");
  config_notice_language(found, value);
  config_notice_cards(found);
  /* The service reads site.ini when it starts and when it is reloaded, only. */
  if (reload)
    return reload_now(s->dir);
  if (service_pid(s->dir))
    puts("The running pamphlet.fcgi uses the old value until you run \"pamphlet"
         " reload\"; it need not be restarted.");
  return 0;
}

int config_set_value(
    const struct command_line *line, const char *name, const char *value) {
  struct config_file s;
  int code = config_open(line, &s);
  const struct setting *found = code ? NULL : config_find(&s, name);
  if (found)
    code = config_change(&s, found, value, command_line_flag(line, "reload"));
  else if (!code)
    code = EX_USAGE;
  config_close(&s);
  return code;
}

int config_set(const struct command_line *line) {
  return config_set_value(line, line->arguments[0], line->arguments[1]);
}
