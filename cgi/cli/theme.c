#include "cli/theme.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/config.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "ops/theme.h"
#include "ops/theme_check.h"
#include "site/core/settings.h"
#include "site/core/theme.h"
#include "site/site_open.h"

enum { THEME_MEMORY = 1 << 20 };

/* The directory of the site and the name of its theme. The database is not opened: a
 * theme can be changed while the site does not open. */
struct theme_site {
  struct arena *arena;
  char *dir;
  struct settings settings;
};

static int theme_open(const struct command_line *line, struct theme_site *s) {
  char why[600] = "";
  *s = (struct theme_site){.arena = arena_new(THEME_MEMORY), .settings.theme.name = ""};
  enum err e = s->arena ? site_locate(line->dir, &s->dir, why, sizeof why) : ERR_NOMEM;
  if (!e)
    e = settings_read(s->arena, s->dir, &s->settings, why, sizeof why);
  if (e)
    complain("%s", *why ? why : err_text(e));
  return exit_code_of(e);
}

static void theme_close(struct theme_site *s) {
  arena_free(s->arena);
  free(s->dir);
}

/* ---- list ---- */

static bool theme_add_row(
    json_t *rows, const struct theme_site *s, const char *name, const char *about) {
  bool active = strcmp(name, s->settings.theme.name) == 0;
  return json_array_append_new(
             rows, json_pack("{s:s, s:s, s:s}", "name", name, "status",
                       active ? "active" : "inactive", "description", about)) == 0;
}

/* Hidden folders and files are no themes, nor are names that the setting refuses. */
static bool theme_add_own(json_t *rows, const struct theme_site *s) {
  char path[PATH_MAX];
  struct dirent **names = NULL;
  bool good = true;
  snprintf(path, sizeof path, "%s/themes", s->dir);
  int n = scandir(path, &names, NULL, alphasort);
  for (int i = 0; i < n; i++) {
    struct theme_files files;
    char why[300];
    if (good && theme_is_name(names[i]->d_name) &&
        !theme_find_built_in(names[i]->d_name) &&
        theme_find(s->dir, names[i]->d_name, false, &files, why, sizeof why) == OK)
      good = theme_add_row(rows, s, names[i]->d_name, "in themes/");
    free(names[i]);
  }
  free(names);
  return good;
}

int theme_list(const struct command_line *line) {
  enum print_format format;
  struct theme_site s;
  const struct theme_built_in *t;
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = theme_open(line, &s);
  json_t *rows = json_array();
  bool good = rows != NULL;
  for (size_t i = 0; !code && good && (t = theme_built_in(i)) != NULL; i++)
    good = theme_add_row(rows, &s, t->name, t->about);
  if (!code)
    good = good && theme_add_own(rows, &s);
  if (!code)
    code = print_rows(good ? json_incref(rows) : NULL, format);
  json_decref(rows);
  theme_close(&s);
  return code;
}

/* ---- check ---- */

struct theme_findings {
  json_t *rows;
};

static enum err theme_add_finding(
    void *context, const char *where, const char *finding) {
  struct theme_findings *f = context;
  struct buf safe = {0};
  /* A template need not be UTF-8, which JSON requires. */
  utf8_printable(&safe, finding);
  enum err e = buf_status(&safe);
  if (!e && json_array_append_new(f->rows, json_pack("{s:s, s:s}", "where", where,
                                               "finding", buf_text(&safe))) != 0)
    e = ERR_NOMEM;
  buf_free(&safe);
  return e;
}

static void theme_print_findings(const struct theme_findings *f, const char *name) {
  const json_t *row;
  size_t i, n = json_array_size(f->rows);
  json_array_foreach(f->rows, i, row) {
    printf("%s: ", json_string_value(json_object_get(row, "where")));
    printf("%s.\n", json_string_value(json_object_get(row, "finding")));
  }
  if (n)
    printf("%zu problem%s found in the theme %s.\n", n, plural((int64_t)n), name);
  else
    printf("No problems found in the theme %s.\n", name);
}

/* Collects the findings. Returns the exit code, after complaining. */
static int theme_examine(
    const struct theme_site *s, const char *name, struct theme_findings *out) {
  char why[800] = "";
  enum err e = (out->rows = json_array()) ? OK : ERR_NOMEM;
  if (!e)
    e = theme_check(s->dir, name, theme_add_finding, out, why, sizeof why);
  if (e)
    complain("%s", *why ? why : err_text(e));
  return exit_code_of(e);
}

int theme_check_command(const struct command_line *line) {
  enum print_format format;
  struct theme_site s;
  struct theme_findings found = {0};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = theme_open(line, &s);
  const char *name = code          ? NULL
                     : line->count ? line->arguments[0]
                                   : s.settings.theme.name;
  if (!code)
    code = theme_examine(&s, name, &found);
  if (!code && format == PRINT_TABLE)
    theme_print_findings(&found, name);
  else if (!code)
    code = print_rows(json_incref(found.rows), format);
  if (!code && json_array_size(found.rows))
    code = EX_DATAERR;
  json_decref(found.rows);
  theme_close(&s);
  return code;
}

/* ---- use ---- */

/* A theme whose templates do not load would stop the service, so it is examined first.
 */
int theme_use(const struct command_line *line) {
  struct theme_site s;
  struct theme_findings found = {0};
  const char *name = line->arguments[0];
  int code = theme_open(line, &s);
  if (!code)
    code = theme_examine(&s, name, &found);
  theme_close(&s);
  if (!code && json_array_size(found.rows)) {
    theme_print_findings(&found, name);
    if (!command_line_flag(line, "force")) {
      complain("the theme stays as it was: fix these problems, or use --force");
      code = EX_DATAERR;
    }
  }
  json_decref(found.rows);
  return code ? code : config_set_value(line, "theme.name", name);
}

/* ---- new ---- */

/* Into the site, unless another directory is named, to look at the files or to compare
 * them with one's own. Returns the exit code, after complaining. */
static int theme_find_folder(const struct command_line *line, char **dir) {
  char why[400];
  if (line->count) {
    const char *named = line->arguments[0];
    /* theme_write needs a directory that exists. If the name is that of a file, it
     * reports that. */
    if (mkdir(named, 0777) != 0 && errno != EEXIST) {
      complain("%s: %s", named, strerror(errno));
      return EX_CANTCREAT;
    }
    /* On the heap like the result of site_locate, so that the caller frees either. */
    *dir = strdup(named);
    return *dir ? 0 : EX_OSERR;
  }
  enum err e = site_locate(line->dir, dir, why, sizeof why);
  if (e)
    complain("%s", why);
  return exit_code_of(e);
}

static void theme_tell(const char *dir, const struct theme_written *done) {
  struct buf safe = {0};
  utf8_printable(&safe, dir);
  printf("Wrote %zu file%s to %s/templates and %s/public", done->written,
      plural((int64_t)done->written), buf_text(&safe), buf_text(&safe));
  if (done->kept)
    printf("; kept %zu that existed (--force replaces them)", done->kept);
  puts(".\nDelete those that you do not change: newer versions of the program then use"
       " their own.\n\"pamphlet reload\" applies your changes.");
  buf_free(&safe);
}

/* The built-in files, into the site or another directory. */
static int theme_new_files(const struct command_line *line) {
  /* Room for a path of PATH_MAX bytes and the sentence around it. */
  char why[4500], *dir = NULL;
  struct theme_written done;
  int code = theme_find_folder(line, &dir);
  if (code)
    return code;
  enum err e =
      theme_write(dir, command_line_flag(line, "force"), &done, why, sizeof why);
  if (e)
    complain("%s", why);
  else
    theme_tell(dir, &done);
  free(dir);
  return exit_code_of(e);
}

/* A theme of its own, in themes/. */
static int theme_new_named(const struct command_line *line) {
  const char *name = line->arguments[0];
  char why[4500] = "", path[PATH_MAX], *dir = NULL;
  bool force = command_line_flag(line, "force");
  struct theme_written all = {0}, style = {0};
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (!e)
    e = theme_make_folder(dir, name, why, sizeof why);
  snprintf(path, sizeof path, "%s/themes/%s", dir ? dir : "", name);
  /* First, because theme.css of the standard theme is empty. */
  if (!e)
    e = theme_write_style(path, force, &style, why, sizeof why);
  if (!e && command_line_flag(line, "all"))
    e = theme_write(path, false, &all, why, sizeof why);
  if (e)
    complain("%s", *why ? why : err_text(e));
  else
    printf(
        "%s themes/%s/public/theme.css%s. \"pamphlet theme use %s\" chooses the theme.\n",
        style.written ? "Wrote" : "Kept", name,
        command_line_flag(line, "all") ? ", and copies of all built-in files" : "",
        name);
  free(dir);
  return exit_code_of(e);
}

/* A name without a slash is that of a theme. */
int theme_new(const struct command_line *line) {
  if (!line->count || strchr(line->arguments[0], '/'))
    return theme_new_files(line);
  const char *named = line->arguments[0];
  if (theme_is_name(named) && !theme_find_built_in(named))
    return theme_new_named(line);
  complain("\"%s\" cannot be the name of a new theme: use letters, digits, - and _, and"
           " not that of a built-in theme; for a folder, write ./%s",
      named, named);
  return EX_USAGE;
}
