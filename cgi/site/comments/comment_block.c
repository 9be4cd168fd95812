/* How words are compared: the text and each entry become one line of folded words, with
 * a space before and after each, so that finding whole words is finding a piece of
 * text. Letters of scripts that put no spaces between words follow each other without
 * any. */
#include "site/comments/comment_block.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/tokenizer.h"
#include "base/utf8.h"

/* For one entry: its parts are at most as many as its bytes. */
enum { COMMENT_BLOCK_MEMORY = 8 << 20 };

/* The line so far, and whether its last token was of a script without spaces. */
struct comment_block_line {
  struct buf *out;
  bool spaceless;
};

static enum err comment_block_add(void *context, const struct token *t) {
  struct comment_block_line *l = context;
  /* The pair of two letters is at the place of the first; letters alone are enough. */
  if (t->same_place)
    return OK;
  if (!t->spaceless || (!l->spaceless && l->out->len))
    buf_add(l->out, " ", 1);
  buf_add(l->out, t->text, t->size);
  if (!t->spaceless)
    buf_add(l->out, " ", 1);
  l->spaceless = t->spaceless;
  return OK;
}

static enum err comment_block_fold(const char *text, size_t n, struct buf *out) {
  struct comment_block_line l = {out, false};
  enum err e = tokenize(text, n, TOKENIZE_INDEX, comment_block_add, &l);
  return e ? e : buf_status(out);
}

/* Copies the next entry of a list, without surrounding space and without what the text
 * does not have either; NULL at the end. */
static char *comment_block_next(struct arena *a, const char **list) {
  *list += strspn(*list, ", \t");
  size_t n = strcspn(*list, ",");
  const char *entry = *list;
  *list += n;
  while (n && (entry[n - 1] == ' ' || entry[n - 1] == '\t'))
    n--;
  char *copy = n ? arena_strndup(a, entry, n) : NULL;
  if (copy)
    utf8_drop_ignorable(copy, n);
  return copy;
}

/* Folds a part of an entry, between two "*", into a line of the arena: a "*" next to it
 * takes the place of the space on that side. */
static enum err comment_block_part(
    struct arena *a, const char *part, size_t n, bool open, bool close, char **out) {
  struct buf line = {0};
  enum err e = comment_block_fold(part, n, &line);
  const char *text = buf_text(&line);
  size_t size = line.len;
  if (!e && open && size && *text == ' ')
    text++, size--;
  if (!e && close && size && text[size - 1] == ' ')
    size--;
  *out = e ? NULL : arena_strndup(a, text, size);
  buf_free(&line);
  return e ? e : *out ? OK : ERR_NOMEM;
}

/* How far a "*" reaches. A word is no longer, but a sentence without spaces may be: the
 * search must not look through all of it for every letter. */
static size_t comment_block_reach(const char *s) {
  size_t n = 0;
  while (n < TOKEN_BYTES && s[n] && s[n] != ' ')
    n++;
  return n;
}

/* The parts of an entry in order. Each after the first must begin in the word in which
 * the one before ended. */
static bool comment_block_has(const char *line, char *const *parts, size_t count) {
  for (const char *at = line; (at = strstr(at, parts[0])) != NULL; at++) {
    const char *end = at + strlen(parts[0]);
    size_t i = 1;
    for (; i < count; i++) {
      size_t size = strlen(parts[i]);
      const char *found =
          memmem(end, strnlen(end, comment_block_reach(end) + size), parts[i], size);
      if (!found)
        break;
      end = found + size;
    }
    if (i == count)
      return true;
  }
  return false;
}

static enum err comment_block_is_in(
    struct arena *a, const char *entry, const char *line, bool *out) {
  size_t n = strlen(entry), count = 0;
  char **parts = arena_array(a, n + 1, sizeof *parts);
  bool has_letters = false;
  if (!parts)
    return ERR_NOMEM;
  for (const char *at = entry;;) {
    size_t size = strcspn(at, "*");
    enum err e =
        comment_block_part(a, at, size, at > entry, at[size] == '*', &parts[count]);
    if (e)
      return e;
    /* "a**b" is "a*b". */
    if (*parts[count])
      has_letters = true, count++;
    if (!at[size])
      break;
    at += size + 1;
  }
  /* "*" alone, or punctuation, would be in every text. */
  *out = has_letters && comment_block_has(line, parts, count);
  return OK;
}

enum err comment_block_word(
    struct arena *a, const char *list, const char *text, const char **out) {
  struct buf line = {0};
  const char *entry = NULL;
  bool found = false;
  *out = NULL;
  /* Most sites have no list, and folding takes longer than the rest. */
  if (!*list)
    return OK;
  /* Each entry of thousands in the memory of the one before. */
  struct arena *scratch = arena_new(COMMENT_BLOCK_MEMORY);
  enum err e = scratch ? comment_block_fold(text, strlen(text), &line) : ERR_NOMEM;
  while (!e && !found && (entry = comment_block_next(scratch, &list)) != NULL) {
    e = comment_block_is_in(scratch, entry, buf_text(&line), &found);
    if (!e && !found)
      arena_reset(scratch);
  }
  if (!e && found && !(*out = arena_strdup(a, entry)))
    e = ERR_NOMEM;
  buf_free(&line);
  arena_free(scratch);
  return e;
}

/* A name may contain hyphens: "spam.example" is not in "not-spam.example". */
static bool comment_block_in_name(char c) {
  return isalnum((unsigned char)c) || c == '-' || (unsigned char)c >= 0x80;
}

static bool comment_block_url_is_in(const char *entry, const char *text) {
  static const char *const schemes[] = {"https://", "http://", "www."};
  for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
    if (strncasecmp(entry, schemes[i], strlen(schemes[i])) == 0)
      entry += strlen(schemes[i]);
  /* "*.spam.example" and ".example": subdomains always match. */
  entry += strspn(entry, "*.");
  size_t n = strlen(entry);
  bool has_path = strchr(entry, '/') != NULL;
  const int first = tolower((unsigned char)*entry);
  /* "/" alone would be in most texts. */
  if (!comment_block_in_name(*entry) || *entry == '-')
    return false;
  /* Only where a name may begin: a search for the entry alone begins again after each
   * that is a part of a name, which takes long in a text that is made of them. */
  for (const char *at = text; n && *at; at++) {
    if (tolower((unsigned char)*at) != first ||
        (at > text && comment_block_in_name(at[-1])) || strncasecmp(at, entry, n) != 0)
      continue;
    const char *after = at + n;
    /* "spam.example." ends a sentence; "spam.example.org" is another host. */
    bool ends = has_path || (!comment_block_in_name(*after) &&
                                (*after != '.' || !comment_block_in_name(after[1])));
    if (ends)
      return true;
  }
  return false;
}

enum err comment_block_url(
    struct arena *a, const char *list, const char *text, const char **out) {
  const char *entry;
  *out = NULL;
  while ((entry = comment_block_next(a, &list)) != NULL)
    if (comment_block_url_is_in(entry, text)) {
      *out = entry;
      return OK;
    }
  return OK;
}
