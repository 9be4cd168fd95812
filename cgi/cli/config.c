#include "cli/command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cli/exit.h"
#include "cli/output/print.h"
#include "ops/service.h"
#include "ops/settings_editor.h"
#include "site/site_open.h"

enum { MEMORY = 1 << 20 };

struct settings_file {
  struct arena *arena;
  char *dir;
  struct setting *all;
  size_t count;
};

/* No database is needed: where it is broken, settings can be looked at still. Returns
 * the exit code, after complaining. */
static int open_settings(const struct command_line *line, struct settings_file *s) {
  char why[400] = "";
  *s = (struct settings_file){.arena = arena_new(MEMORY)};
  enum err e = s->arena ? site_locate(line->dir, &s->dir, why, sizeof why) : ERR_NOMEM;
  if (!e)
    e = settings_editor_read(s->arena, s->dir, &s->all, &s->count, why, sizeof why);
  if (e)
    command_complain("%s", *why ? why : err_text(e));
  return exit_of(e);
}

static void close_settings(struct settings_file *s) {
  arena_free(s->arena);
  free(s->dir);
}

static struct setting *find(struct settings_file *s, const char *name) {
  struct setting *found = settings_editor_find(s->all, s->count, name);
  if (!found)
    command_complain("there is no setting \"%s\": see \"pamphlet config list\"", name);
  return found;
}

static json_t *row_of(struct arena *a, const struct setting *s, bool full) {
  char *name = arena_printf(a, "%s.%s", s->about.section, s->about.name);
  if (!full)
    return json_pack("{s:s?, s:s}", "name", name, "value", s->value);
  return json_pack("{s:s?, s:s, s:s, s:b, s:s}", "name", name, "value", s->value,
      "default", s->about.value, "set", (int)s->is_set, "meaning", s->about.meaning);
}

int config_list(const struct command_line *line) {
  enum print_format format;
  struct settings_file s;
  if (!print_format(line->values[0], PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = open_settings(line, &s);
  json_t *rows = json_array();
  for (size_t i = 0; !code && i < s.count; i++)
    json_array_append_new(rows, row_of(s.arena, &s.all[i], format == PRINT_JSON));
  if (!code)
    print_rows(json_incref(rows), format);
  json_decref(rows);
  close_settings(&s);
  return code;
}

int config_get(const struct command_line *line) {
  struct settings_file s;
  int code = open_settings(line, &s);
  const struct setting *found = code ? NULL : find(&s, line->arguments[0]);
  if (found)
    print_name("", found->value, "");
  else if (!code)
    code = EX_USAGE;
  close_settings(&s);
  return code;
}

static int set(
    const struct settings_file *s, const struct setting *found, const char *value) {
  char why[600];
  enum err e = settings_editor_set(s->dir, &found->about, value, why, sizeof why);
  if (e) {
    command_complain("%s", why);
    return exit_of(e);
  }
  printf("%s is now: ", found->about.name);
  print_name("", value, "");
  if (service_pid(s->dir))
    print_name("The running pamphlet.fcgi takes it after: kill -HUP $(cat ", s->dir,
        "/run/pamphlet.pid)");
  return 0;
}

int config_set(const struct command_line *line) {
  struct settings_file s;
  int code = open_settings(line, &s);
  const struct setting *found = code ? NULL : find(&s, line->arguments[0]);
  if (found)
    code = set(&s, found, line->arguments[1]);
  else if (!code)
    code = EX_USAGE;
  close_settings(&s);
  return code;
}
