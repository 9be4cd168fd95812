#include "site/comments/comment_author_name.h"

#include <string.h>

#include "base/buf.h"
#include "db/model/term.h"
#include "markup/names/name_fold.h"

/* Names of some hundred authors are folded in less than a millisecond; a blog with more
 * than this has other ways to protect their names. */
enum { MOST_AUTHORS = 1000 };

enum err comment_author_name(
    struct site *site, struct arena *a, const char *name, const char **out) {
  struct buf wanted = {0}, folded = {0};
  struct term author = {.slug = ""};
  bool found = true;
  const char *match = NULL;
  enum err e = name_fold(&wanted, name);
  for (int i = 0; !e && found && !match && wanted.len && i < MOST_AUTHORS; i++) {
    e = term_after(site->db, a, TERM_AUTHOR, author.slug, &found, &author);
    buf_clear(&folded);
    if (!e && found)
      e = name_fold(&folded, author.name);
    if (!e && found && strcmp(buf_text(&folded), buf_text(&wanted)) == 0)
      match = author.name;
  }
  buf_free(&wanted);
  buf_free(&folded);
  if (!e)
    *out = match;
  return e;
}
