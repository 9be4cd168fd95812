#include "cli/moderation/link.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool link_begins(const char *text, const char *with) {
  return strncasecmp(text, with, strlen(with)) == 0;
}

/* What follows "https://" and "www." of the first link; NULL if there is none. */
static const char *link_find(const char *text) {
  for (; *text; text++) {
    const char *at = text;
    if (link_begins(at, "http://"))
      at += strlen("http://");
    else if (link_begins(at, "https://"))
      at += strlen("https://");
    if (link_begins(at, "www."))
      at += strlen("www.");
    if (at != text && *at)
      return at;
  }
  return NULL;
}

const char *link_host(struct arena *a, const char *website, const char *text) {
  const char *host = link_find(website);
  if (!host)
    host = link_find(text);
  if (!host)
    return "";
  /* A comma would separate two entries of the setting. */
  size_t n = strcspn(host, "/?#:,;!\"'<>()[]{}|\\^` \t\n");
  while (n && host[n - 1] == '.')
    n--;
  char *copy = arena_strndup(a, host, n);
  for (char *c = copy; c && *c; c++)
    if (*c >= 'A' && *c <= 'Z')
      *c = (char)(*c - 'A' + 'a');
  return copy;
}
