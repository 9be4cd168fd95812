/* Files name authors as Git does: "Ada <ada@example.org>". The address must not become
 * public with the name (no page shows one), and everything that is one is removed, not
 * only what is in the usual place. */
#include "markup/names/author_name.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "markup/names/email.h"

/* Characters that can surround an address or precede it (RFC 5322 section 3.4, RFC
 * 6068). */
static const char marks[] = " \t<>()[]\",;", scheme[] = "mailto:";

static const char *author_name_without_scheme(const char *word) {
  size_t n = sizeof scheme - 1;
  return strncmp(word, scheme, n) == 0 ? word + n : word;
}

static bool author_name_is_address(const char *word) {
  /* An address that is only too long is still one. */
  return strchr(word, '@') && email_check(word) != ERR_INVALID;
}

static void author_name_trim_end(struct buf *b, const char *bytes) {
  while (b->len && strchr(bytes, b->data[b->len - 1]))
    b->data[--b->len] = '\0';
}

/* Removes punctuation at both ends, and parentheses around the whole text. */
static char *author_name_trimmed(struct arena *a, struct buf *b) {
  static const char ends[] = " \t<>[]\",;";
  author_name_trim_end(b, ends);
  const char *s = buf_text(b) + strspn(buf_text(b), ends);
  size_t n = strlen(s);
  bool bracketed = n > 1 && s[0] == '(' && s[n - 1] == ')';
  return bracketed ? arena_strndup(a, s + 1, n - 2) : arena_strdup(a, s);
}

/* Appends everything that is not an address. *first becomes the local part of the first
 * one. */
static enum err author_name_add_rest(
    struct arena *a, const char *given, struct buf *out, const char **first) {
  for (const char *s = given; *s;) {
    size_t n = strcspn(s, marks);
    const char *word = arena_strndup(a, s, n);
    if (!word)
      return ERR_NOMEM;
    const char *address = author_name_without_scheme(word);
    s += n;
    if (author_name_is_address(address)) {
      if (!*first)
        *first = arena_strndup(a, address, strcspn(address, "@"));
      if (!*first)
        return ERR_NOMEM;
      author_name_trim_end(out, " \t<([");
      s += strspn(s, ">)]");
    } else {
      buf_puts(out, word);
    }
    if (*s)
      buf_putc(out, *s++);
  }
  return buf_status(out);
}

enum err author_name_read(struct arena *a, const char *given, const char **out) {
  struct buf rest = {0};
  const char *first = NULL;
  enum err e = strchr(given, '@') ? author_name_add_rest(a, given, &rest, &first) : OK;
  const char *name = !e && first ? author_name_trimmed(a, &rest) : given;
  buf_free(&rest);
  if (e || !name)
    return e ? e : ERR_NOMEM;
  *out = first && !*name ? first : name;
  return OK;
}
