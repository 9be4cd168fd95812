#include "site/core/ini.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static enum err load(
    struct arena *a, const char *file, char **text, char *why, size_t why_size) {
  char *room = arena_alloc(a, INI_FILE + 2);
  if (!room)
    return ERR_NOMEM;
  FILE *f = fopen(file, "rb");
  enum err e = f                 ? OK
               : errno == ENOENT ? ERR_NOT_FOUND
               : errno == EACCES ? ERR_OWNER
                                 : ERR_IO;
  size_t n = f ? fread(room, 1, INI_FILE + 1, f) : 0;
  if (f && ferror(f))
    e = ERR_IO;
  if (e)
    snprintf(why, why_size, "%s cannot be read: %s", file, strerror(errno));
  if (f)
    fclose(f);
  if (!e && (n > INI_FILE || strlen(room) != n)) {
    snprintf(why, why_size, "%s is no text of at most %d KiB", file, INI_FILE / 1024);
    e = ERR_CONFIG;
  }
  *text = room;
  return e;
}

/* Takes white space off both ends, in place. */
static char *trim(char *s) {
  s += strspn(s, " \t\r");
  size_t n = strlen(s);
  while (n && strchr(" \t\r", s[n - 1]))
    s[--n] = '\0';
  return s;
}

static const char *take_line(
    char *s, const char **section, ini_take *take, void *context, int line) {
  if (strlen(s) > INI_LINE)
    return "is longer than 4096 bytes";
  s = trim(s);
  if (!*s || *s == '#' || *s == ';')
    return NULL;
  if (utf8_check(s, strlen(s), UTF8_MULTI_LINE))
    return "is not UTF-8, or has control characters";
  size_t n = strlen(s);
  if (*s == '[') {
    if (s[n - 1] != ']')
      return "begins like a section: write [name], with nothing behind it";
    s[n - 1] = '\0';
    *section = trim(s + 1);
    return take(context, line, *section, NULL, NULL);
  }
  char *equals = strchr(s, '=');
  if (!equals)
    return "is not of the form key = value";
  *equals = '\0';
  return take(context, line, *section, trim(s), trim(equals + 1));
}

enum err ini_read(struct arena *a, const char *file, ini_take *take, void *context,
    char *why, size_t why_size) {
  static const char mark[] = "\xef\xbb\xbf"; /* some editors begin a file with it */
  const char *section = "";
  char *s = NULL;
  enum err e = load(a, file, &s, why, why_size);
  if (e)
    return e;
  if (strncmp(s, mark, strlen(mark)) == 0)
    s += strlen(mark);
  for (int line = 1; s; line++) {
    char *end = strchr(s, '\n');
    if (end)
      *end = '\0';
    const char *fault = take_line(s, &section, take, context, line);
    if (fault) {
      snprintf(why, why_size, "%s:%d: %s", file, line, fault);
      return ERR_CONFIG;
    }
    s = end ? end + 1 : NULL;
  }
  return OK;
}
