/* A line is understood without those around it, except for its section. So "pamphlet
 * config" can change one line of a file with ini_line_read, and leaves comments and
 * order as they are (ops/settings_text.c). */
#include "site/core/ini.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Not into the arena: a service keeps what is in it for good, and needs the values
 * only. */
static enum err ini_load(
    const char *file, struct buf *text, char *why, size_t why_size) {
  char part[8 * 1024];
  FILE *f = fopen(file, "rb");
  enum err e = f                 ? OK
               : errno == ENOENT ? ERR_NOT_FOUND
               : errno == EACCES ? ERR_OWNER
                                 : ERR_IO;
  /* Up to one part more than allowed, to notice a file that is too long. */
  while (f && !feof(f) && !ferror(f) && text->len <= INI_FILE) {
    size_t n = fread(part, 1, sizeof part, f);
    buf_add(text, part, n);
  }
  if (f && ferror(f))
    e = ERR_IO;
  if (e)
    snprintf(why, why_size, "%s cannot be read: %s", file, strerror(errno));
  if (f)
    fclose(f);
  if (!e && (e = buf_status(text)))
    snprintf(why, why_size, "%s", err_text(e));
  /* A NUL would end the text early: the settings after it would have no effect. */
  if (!e && (text->len > INI_FILE || strlen(buf_text(text)) != text->len)) {
    snprintf(why, why_size, "%s is not a text file of at most %d KiB", file,
        INI_FILE / 1024);
    e = ERR_CONFIG;
  }
  return e;
}

/* Removes white space at both ends of a span of text. "\r" is among it, for files from
 * Windows. */
static void ini_trim(const char **text, size_t *size) {
  while (*size && strchr(" \t\r", **text)) {
    ++*text;
    --*size;
  }
  while (*size && strchr(" \t\r", (*text)[*size - 1]))
    --*size;
}

struct ini_line ini_line_read(const char *text, size_t size) {
  struct ini_line line = {.kind = INI_FAULT};
  if (size > INI_LINE) {
    line.fault = "is longer than 100 KiB";
    return line;
  }
  ini_trim(&text, &size);
  if (!size || *text == '#' || *text == ';') {
    line.kind = size ? INI_COMMENT : INI_BLANK;
    return line;
  }
  /* After comments have been let through: no one reads them, so they may have any
   * bytes. */
  if (utf8_check(text, size, UTF8_MULTI_LINE)) {
    line.fault = "is not UTF-8, or has control characters";
    return line;
  }
  if (*text == '[') {
    if (text[size - 1] != ']') {
      line.fault = "begins like a section: write [name], and nothing after it";
      return line;
    }
    line.kind = INI_SECTION;
    line.name = text + 1;
    line.name_size = size - 2;
    ini_trim(&line.name, &line.name_size);
    return line;
  }
  /* The first one: values may contain "=". */
  const char *equals = memchr(text, '=', size);
  if (!equals) {
    line.fault = "is not of the form name = value";
    return line;
  }
  line.kind = INI_PAIR;
  line.name = text;
  line.name_size = (size_t)(equals - text);
  line.value = equals + 1;
  line.value_size = size - line.name_size - 1;
  ini_trim(&line.name, &line.name_size);
  ini_trim(&line.value, &line.value_size);
  return line;
}

bool ini_is(const char *text, size_t size, const char *word) {
  return strlen(word) == size && memcmp(text, word, size) == 0;
}

const char *ini_first_line(const char *text) {
  /* The byte order mark U+FEFF in UTF-8, with which some editors on Windows begin a
   * file. It would be part of the first line. */
  static const char mark[] = "\xef\xbb\xbf";
  return strncmp(text, mark, sizeof mark - 1) == 0 ? text + sizeof mark - 1 : text;
}

/* Blank lines and comments are not visited. For a line with a fault, *fault is set and
 * nothing else happens. */
static enum err ini_visit_line(struct arena *a, const struct ini_line *line,
    const char **section, ini_visit *visit, void *context, int number,
    const char **fault) {
  *fault = line->fault;
  if (line->kind != INI_SECTION && line->kind != INI_PAIR)
    return OK;
  const char *name = arena_strndup(a, line->name, line->name_size), *value = NULL;
  if (line->kind == INI_SECTION)
    *section = name;
  else
    value = arena_strndup(a, line->value, line->value_size);
  if (!name || (line->kind == INI_PAIR && !value))
    return ERR_NOMEM;
  *fault =
      visit(context, number, *section, line->kind == INI_PAIR ? name : NULL, value);
  return OK;
}

enum err ini_read(struct arena *a, const char *file, ini_visit *visit, void *context,
    char *why, size_t why_size) {
  const char *section = "", *fault = NULL;
  struct buf text = {0};
  enum err e = ini_load(file, &text, why, why_size);
  const char *s = e ? NULL : ini_first_line(buf_text(&text));
  for (int number = 1; s; number++) {
    size_t n = strcspn(s, "\n");
    struct ini_line line = ini_line_read(s, n);
    e = ini_visit_line(a, &line, &section, visit, context, number, &fault);
    if (e)
      snprintf(why, why_size, "%s", err_text(e));
    else if (fault)
      snprintf(why, why_size, "%s:%d: %s", file, number, fault);
    /* The first fault ends the reading: later ones may only be its consequences. The
     * last line need not end with a line end. */
    s = e || fault || !s[n] ? NULL : s + n + 1;
  }
  buf_free(&text);
  return !e && fault ? ERR_CONFIG : e;
}
