/* The database does not record who wrote an excerpt. One that was made from the text is
 * its beginning, and so is a description that the author copied from there: below the
 * title, either would only repeat what follows. */
#include "site/pages/article_lead.h"

#include <stdbool.h>
#include <string.h>

#include "markup/html/excerpt.h"

static bool article_lead_ends_with(const char *s, size_t n, const char *end) {
  size_t length = strlen(end);
  return n >= length && memcmp(s + n - length, end, length) == 0;
}

/* Length of `excerpt` without the "…" that marks a cut. */
static size_t article_lead_length(const char *excerpt) {
  size_t n = strlen(excerpt);
  while (article_lead_ends_with(excerpt, n, "…"))
    n -= sizeof "…" - 1;
  return n;
}

enum err article_lead_find(
    struct arena *a, const char *excerpt, const char *html, const char **out) {
  size_t n = article_lead_length(excerpt);
  bool repeats = n == 0;
  enum err e = repeats ? OK : excerpt_is_beginning(html, excerpt, n, &repeats);
  const char *lead = e || repeats ? NULL : arena_strdup(a, excerpt);
  if (!e && !repeats && !lead)
    e = ERR_NOMEM;
  if (!e)
    *out = lead;
  return e;
}
