/* How it works: former names become current ones first, then the line of the setting is
 * found and replaced, or a new one added. All other bytes are copied, because comments
 * and layout belong to the owner of the file. */
#include "ops/settings_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "site/core/ini.h"
#include "site/core/settings_table.h"

enum { SETTINGS_TEXT_NAME = 80 };

/* A copy of a name from a line; cut, and thus unknown, if it is too long. */
static const char *settings_text_name(
    const struct ini_line *line, char out[SETTINGS_TEXT_NAME]) {
  snprintf(out, SETTINGS_TEXT_NAME, "%.*s",
      line->name_size < SETTINGS_TEXT_NAME ? (int)line->name_size : 0, line->name);
  return out;
}

/* Adds a line in which `from`, `size` bytes within it, is replaced. */
static void settings_text_replace(struct buf *out, const char *line, size_t n,
    const char *from, size_t size, const char *to) {
  buf_add(out, line, (size_t)(from - line));
  buf_puts(out, to);
  buf_add(out, from + size, n - (size_t)(from - line) - size);
}

/* Renames what has a former name in the section, so that the rest of an edit sees
 * current names only. An old section is renamed as a whole: each of its settings has an
 * alias with the same new section. */
static void settings_text_rename(
    struct buf *out, const char *text, const char *section) {
  char name[SETTINGS_TEXT_NAME], in[SETTINGS_TEXT_NAME] = "";
  const char *s = ini_first_line(text);
  /* The byte order mark, if there is one. */
  buf_add(out, text, (size_t)(s - text));
  while (*s) {
    size_t n = strcspn(s, "\n");
    struct ini_line line = ini_line_read(s, n);
    const char *current = NULL;
    if (line.kind == INI_SECTION) {
      current = settings_table_alias_section(settings_text_name(&line, in));
    } else if (line.kind == INI_PAIR) {
      const struct settings_alias *alias =
          settings_table_alias(in, settings_text_name(&line, name));
      current = alias && strcmp(alias->section, section) == 0 ? alias->name : NULL;
    }
    if (line.kind == INI_SECTION && current && strcmp(current, section) != 0)
      current = NULL;
    if (current)
      settings_text_replace(out, s, n, line.name, line.name_size, current);
    else
      buf_add(out, s, n);
    if (s[n])
      buf_putc(out, '\n');
    s += n + (s[n] != '\0');
  }
}

/* Where the text changes: the line that has the setting, or the place after the last
 * setting of its section. */
struct settings_text_place {
  size_t begin, end; /* of the line, without its "\n"; equal for a new line */
  bool has_section, has_line;
};

static struct settings_text_place settings_text_find(
    const char *text, const char *section, const char *name) {
  struct settings_text_place at = {strlen(text), strlen(text), false, false};
  bool inside = false;
  const char *s = ini_first_line(text);
  while (*s) {
    size_t n = strcspn(s, "\n"), begin = (size_t)(s - text);
    size_t next = begin + n + (s[n] != '\0');
    struct ini_line line = ini_line_read(s, n);
    if (line.kind == INI_SECTION)
      inside = ini_is(line.name, line.name_size, section);
    else if (inside && line.kind == INI_PAIR && ini_is(line.name, line.name_size, name))
      /* The first line that has it: a file with two does not load, and
       * settings_editor_check refuses the result. */
      return (struct settings_text_place){begin, begin + n, true, true};
    /* A comment after the last setting usually belongs to the next section, so a new
     * line is not added after it. */
    if (inside && line.kind != INI_BLANK && line.kind != INI_COMMENT)
      at = (struct settings_text_place){next, next, true, false};
    s = text + next;
  }
  return at;
}

/* Adds a new line, and the section before it if the text has none. */
static void settings_text_add(struct buf *out, const char *text,
    const struct settings_text_place *at, const char *section, const char *name,
    const char *value) {
  /* The line ends of the file are kept. */
  const char *end = strstr(text, "\r\n") ? "\r\n" : "\n";
  /* The last line of a file need not end in a newline. */
  if (out->len && out->data[out->len - 1] != '\n')
    buf_puts(out, end);
  if (!at->has_section)
    buf_printf(out, "%s[%s]%s", end, section, end);
  buf_printf(out, "%s = %s%s", name, value, end);
}

enum err settings_text_set(const char *text, const char *section, const char *name,
    const char *value, char **out) {
  struct buf renamed = {0}, b = {0};
  settings_text_rename(&renamed, text, section);
  text = buf_text(&renamed);
  struct settings_text_place at = settings_text_find(text, section, name);
  const char *line = text + at.begin;
  size_t n = at.end - at.begin;
  buf_add(&b, text, at.begin);
  if (at.has_line) {
    /* Everything up to the "=" stays as the author aligned it. */
    buf_add(&b, line, strcspn(line, "=") + 1);
    buf_printf(&b, " %s%s", value, n && line[n - 1] == '\r' ? "\r" : "");
  } else {
    settings_text_add(&b, text, &at, section, name, value);
  }
  buf_puts(&b, text + at.end);
  enum err e = buf_status(&renamed);
  if (!e)
    e = buf_status(&b);
  if (!e && !(*out = buf_steal(&b)))
    e = ERR_NOMEM;
  buf_free(&b);
  buf_free(&renamed);
  return e;
}
