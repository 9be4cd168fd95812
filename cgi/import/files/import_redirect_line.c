#include "import/files/import_redirect_line.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { MOST_WORDS = 8 };

/* The next word, without quotes around it; NULL at the end. */
static char *import_redirect_word(char **rest) {
  static const char between[] = " \t,;";
  char *word = *rest + strspn(*rest, between);
  if (!*word)
    return NULL;
  /* Spreadsheets quote what has a comma in it, and some quote everything. */
  bool quoted = *word == '"' || *word == '\'';
  char quote[2] = {*word, '\0'};
  word += quoted;
  char *end = word + strcspn(word, quoted ? quote : between);
  *rest = *end ? end + 1 : end;
  *end = '\0';
  return word;
}

static bool import_redirect_is_address(const char *word) {
  return *word == '/' || strstr(word, "://") != NULL;
}

/* Apache's directives; nginx's "rewrite" and Apache's "RedirectMatch" and "RewriteRule"
 * take regular expressions. */
static bool import_redirect_is_one_of(const char *word, const char *const *names) {
  for (; *names; names++)
    if (strcasecmp(word, *names) == 0)
      return true;
  return false;
}

/* "301!" is Netlify's way to say that the redirect wins over a page. Only the number
 * counts. */
static bool import_redirect_is_status(const char *word, const char *number) {
  return strncmp(word, number, 3) == 0 && (!word[3] || strcmp(word + 3, "!") == 0);
}

static enum import_redirect_kind import_redirect_kind_of(
    const char *from, const char *to, const char *status) {
  static const char *const redirects[] = {
      "301", "302", "303", "307", "308", "permanent", "temp", "seeother", NULL};
  if (strchr(from, '*') || strstr(from, "/:"))
    return IMPORT_REDIRECT_PATTERN;
  if (status &&
      (import_redirect_is_status(status, "410") || strcasecmp(status, "gone") == 0))
    return IMPORT_REDIRECT_GONE;
  if (!to)
    return IMPORT_REDIRECT_BAD;
  if (!status || import_redirect_is_one_of(status, redirects))
    return IMPORT_REDIRECT_TO;
  for (size_t i = 0; i < 5; i++)
    if (import_redirect_is_status(status, redirects[i]))
      return IMPORT_REDIRECT_TO;
  return IMPORT_REDIRECT_OTHER;
}

enum import_redirect_kind import_redirect_line(
    char *line, const char **from, const char **to) {
  static const char *const plain[] = {
      "redirect", "redirectpermanent", "redirecttemp", NULL};
  static const char *const patterns[] = {
      "rewrite", "rewriterule", "redirectmatch", "location", NULL};
  char *words[MOST_WORDS], *word;
  size_t n = 0, at = 0;
  if (line[strspn(line, " \t,;")] == '\0' || *line == '#')
    return IMPORT_REDIRECT_NONE;
  while (n < MOST_WORDS && (word = import_redirect_word(&line)) != NULL)
    words[n++] = word;
  if (!n)
    return IMPORT_REDIRECT_BAD;
  if (import_redirect_is_one_of(words[0], patterns))
    return IMPORT_REDIRECT_PATTERN;
  at = import_redirect_is_one_of(words[0], plain);
  const char *status = NULL;
  if (at && n > 1 && !import_redirect_is_address(words[1]))
    status = words[at++];
  if (at == n)
    return IMPORT_REDIRECT_BAD;
  /* "from,to" and the like name the columns of a table. */
  if (!at && n > 1 && !import_redirect_is_address(words[0]) &&
      !import_redirect_is_address(words[1]))
    return strchr(words[0], '/') || strchr(words[1], '/') ? IMPORT_REDIRECT_BAD
                                                          : IMPORT_REDIRECT_NONE;
  *from = words[at++];
  *to = at < n && import_redirect_is_address(words[at]) ? words[at++] : NULL;
  if (!status && at < n)
    status = words[at];
  return import_redirect_kind_of(*from, *to, status);
}
