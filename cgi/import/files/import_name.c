/* Jekyll and Hugo derive an article's date, title and address from the name of its
 * file, so the same rules are applied here: otherwise a blog would move to new
 * addresses. Elsewhere a name is only a name, and the address comes from the title. */
#include "import/files/import_name.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

static const char *import_name_base(const struct import_file *f) {
  return strrchr(f->path, '/') + 1;
}

/* Reads a number of at most `most` digits at *s and moves past it. */
static int import_name_number(const char **s, int most) {
  int n = 0;
  /* The limit of digits keeps the number from overflowing. */
  for (; most && **s >= '0' && **s <= '9'; most--)
    n = n * 10 + (*(*s)++ - '0');
  return n;
}

/* Reads the date and separator that a name begins with, "2026-01-09-", "2026-1-9-" or
 * "20260109-", whether or not it exists: "2026-02-30-x" is a wrong date, and not an
 * article called "2026-02-30-x". Returns their length; 0 if there is none. */
static size_t import_name_digits(const char *name, int parts[3]) {
  const char *at = name;
  bool is_compact = strspn(name, "0123456789") == 8;
  for (int i = 0; i < 3; i++) {
    const char *from = at;
    parts[i] = import_name_number(&at, i ? 2 : 4);
    if (at == from)
      return 0;
    if ((i == 2 || !is_compact) && *at != '-' && *at != '_')
      return 0;
    /* The last part needs a separator even in the compact form: "20260109.md" is a
     * number. */
    at += i == 2 || !is_compact;
  }
  /* Other numbers are titles: "1984-", "10000000-". */
  return parts[0] >= (is_compact ? 1900 : 1000) && *at && *at != '.'
             ? (size_t)(at - name)
             : 0;
}

static enum import_name_date import_name_read_date(
    const char *name, size_t *length, int64_t *out) {
  struct civil day = {0};
  int parts[3];
  *length = import_name_digits(name, parts);
  if (!*length)
    return IMPORT_NAME_NO_DATE;
  day.year = parts[0];
  day.month = parts[1];
  day.day = parts[2];
  return clock_from_civil(&day, out) == OK ? IMPORT_NAME_DATE : IMPORT_NAME_IMPOSSIBLE;
}

enum import_name_date import_name_date(const struct import_file *f, int64_t *out) {
  size_t length;
  return f->path ? import_name_read_date(import_name_base(f), &length, out)
                 : IMPORT_NAME_NO_DATE;
}

bool import_name_is_section(const struct import_file *f) {
  return f->path && strncmp(import_name_base(f), "_index.", 7) == 0;
}

bool import_name_is_index(const struct import_file *f) {
  return f->path &&
         (strncmp(import_name_base(f), "index.", 6) == 0 || import_name_is_section(f));
}

/* True for the two letters of a language (ISO 639-1), as in Hugo's "tide.de.md". Other
 * dots belong to the name: "rust-1.42.md", "node.js-tips.md". */
static bool import_name_is_language(const char *s, size_t n) {
  /* A list, because any two letters between dots could be meant otherwise:
   * "node.js-tips.md". The spaces in it keep a match from spanning two codes, since
   * `code` has two letters. */
  static const char codes[] =
      "aa ab af ak am ar as ay az ba be bg bn bo br bs ca cs cy da de dz el en eo es et eu"
      " fa fi fo fr fy ga gd gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky"
      " la lb lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc or pa pl ps pt ro ru rw sa"
      " sd si sk sl sn so sq sr su sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi wo xh yi"
      " yo zh zu";
  char code[3] = "";
  if (n != 2 && !(n == 5 && s[2] == '-')) /* "pt-br" */
    return false;
  memcpy(code, s, 2);
  return strstr(codes, code) != NULL;
}

size_t import_name_length(const char *name) {
  const char *dot = strrchr(name, '.');
  size_t n = dot && dot > name ? (size_t)(dot - name) : strlen(name);
  /* "inner > name": a hidden file's first dot begins no language. */
  const char *inner = memrchr(name, '.', n);
  if (inner && inner > name &&
      import_name_is_language(inner + 1, n - (size_t)(inner + 1 - name)))
    n = (size_t)(inner - name);
  return n;
}

/* The name without its ending; that of its folder for an index file. NULL when out of
 * memory. */
static char *import_name_cut(const struct import_work *w, bool with_date) {
  int64_t date;
  size_t dated = 0;
  const char *name = import_name_base(w->file);
  size_t n = import_name_length(name);
  /* Walks back to the name of the folder, which ends at the slash before the file's own
   * name. */
  if (import_name_is_index(w->file)) {
    for (name--; name > w->file->path && name[-1] != '/';)
      name--;
    n = strcspn(name, "/");
  }
  if (!with_date)
    import_name_read_date(name, &dated, &date);
  return arena_strndup(w->arena, name + dated, n - dated);
}

enum err import_name_stem(struct import_work *w, bool with_date, const char **name) {
  *name = w->file->path ? import_name_cut(w, with_date) : "";
  return *name ? OK : ERR_NOMEM;
}

const char *import_name_language(const struct import_work *w) {
  const char *name = w->file->path ? import_name_base(w->file) : "";
  const char *dot = strrchr(name, '.');
  size_t n = import_name_length(name);
  /* The language is what import_name_length has cut besides the ending. */
  return dot && n < (size_t)(dot - name)
             ? arena_strndup(w->arena, name + n + 1, (size_t)(dot - name) - n - 1)
             : "";
}

enum err import_name_title(struct import_work *w, const char **title) {
  struct buf plain = {0};
  char *name = import_name_cut(w, false);
  if (!name)
    return ERR_NOMEM;
  /* A file name may be any bytes; what is not UTF-8, and control and bidi characters,
   * is left out. */
  utf8_plain(&plain, name);
  enum err e = buf_status(&plain);
  if (!e && !(*title = arena_strdup(w->arena, buf_text(&plain))))
    e = ERR_NOMEM;
  buf_free(&plain);
  return e;
}

/* True if the name determines the URL: below Hugo's content/, in Jekyll's folders of
 * posts, and wherever it begins with a date. */
static bool import_name_is_address(const struct import_file *f) {
  int64_t date;
  return f->path && (f->engine || import_name_date(f, &date) != IMPORT_NAME_NO_DATE ||
                        strstr(f->path, "/content/") || strstr(f->path, "/_posts/") ||
                        strstr(f->path, "/_drafts/"));
}

enum err import_name_slug(struct import_work *w, const char **name) {
  if (!import_name_is_address(w->file))
    return OK;
  *name = import_name_cut(w, false);
  return *name ? OK : ERR_NOMEM;
}

int import_name_ending(const char *path) {
  const char *name = strrchr(path, '/') + 1, *dot = strrchr(name, '.');
  return (int)(dot ? (size_t)(dot - path) : strlen(path));
}
