#include "import/common/import_format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "import/common/import_charset.h"
#include "import/common/import_kind.h"
#include "markup/frontmatter/front_matter.h"
#include "markup/wordpress/wxr_head.h"

/* A DOCTYPE of many kilobytes may precede the root element of an XML file. */
enum { HEAD = 256 << 10, CHUNK = 64 << 10 };

#define IMPORT_FORMAT_ROW(id, name, meaning) [IMPORT_##id] = {name, meaning},

static const struct {
  const char *name, *meaning;
} import_format_rows[IMPORT_UNKNOWN + 1] = {IMPORT_FORMATS(IMPORT_FORMAT_ROW)};

const char *import_format_name(enum import_format format) {
  return import_format_rows[format].name;
}

const char *import_format_meaning(enum import_format format) {
  return import_format_rows[format].meaning;
}

bool import_format_find(const char *name, enum import_format *out) {
  if (strcmp(name, "auto") == 0) {
    *out = IMPORT_AUTO;
    return true;
  }
  for (int f = IMPORT_AUTO + 1; f < IMPORT_UNKNOWN; f++)
    if (strcmp(import_format_rows[f].name, name) == 0) {
      *out = (enum import_format)f;
      return true;
    }
  return false;
}

static bool import_format_is_html(const char *text, size_t n) {
  static const char *const begins[] = {"<!doctype html", "<html"};
  while (n && strchr(" \t\r\n", *text) && *text) {
    text++;
    n--;
  }
  for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
    if (n > strlen(begins[i]) && strncasecmp(text, begins[i], strlen(begins[i])) == 0)
      return true;
  return false;
}

/* The statements that created the tables of a SQLite database are at its beginning. */
static bool import_format_is_isso(const char *head, size_t n) {
  static const char *const parts[] = {"threads", "comments", "voters"};
  static const char magic[] = "SQLite format 3";
  if (n < sizeof magic || memcmp(head, magic, sizeof magic) != 0)
    return false;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    if (!memmem(head, n, parts[i], strlen(parts[i])))
      return false;
  return true;
}

/* Fields in capitals, and a section with the text of an entry. */
static bool import_format_is_movable_type(const char *head, size_t n) {
  static const char *const begins[] = {
      "TITLE: ", "AUTHOR: ", "DATE: ", "STATUS: ", "BASENAME: "};
  const char *text = head + (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
  size_t left = n - (size_t)(text - head);
  if (!memmem(head, n, "-----\nBODY:", 11) && !memmem(head, n, "-----\r\nBODY:", 12))
    return false;
  for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
    if (left > strlen(begins[i]) && memcmp(text, begins[i], strlen(begins[i])) == 0)
      return true;
  return false;
}

/* Any JSON file begins with a brace; the first keys of this one are its own. */
static bool import_format_is_ghost(const char *head, size_t n) {
  enum { MOST_BEFORE = 2000 };
  size_t seen = n < MOST_BEFORE ? n : MOST_BEFORE;
  const char *text = head + (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
  return n > 3 && *text == '{' && memmem(head, seen, "\"data\"", 6) &&
         memmem(head, seen, "\"exported_on\"", 13);
}

/* Whether a JSON object has one of these texts in its first `most` bytes. */
static bool import_format_has(
    const char *head, size_t n, size_t most, const char *const *texts) {
  for (; n && *head == '{' && *texts; texts++)
    if (memmem(head, n < most ? n : most, *texts, strlen(*texts)))
      return true;
  return false;
}

/* Exports of comments in JSON begin with their version. */
static enum import_format import_format_of_comments(const char *head, size_t n) {
  static const char *const begins[] = {"\"version\"", NULL},
                           *const remark42[] = {"\"locator\"", NULL},
                           *const commento[] = {"\"commentHex\"", "\"domainId\"", NULL};
  enum { BEGINNING = 40 };
  return !import_format_has(head, n, BEGINNING, begins) ? IMPORT_UNKNOWN
         : import_format_has(head, n, n, remark42)      ? IMPORT_REMARK42
         : import_format_has(head, n, n, commento)      ? IMPORT_COMMENTO
                                                        : IMPORT_UNKNOWN;
}

/* With Disqus's namespace in its root element, an export in WordPress's form has no
 * texts of articles: it is what Disqus imports. */
static bool import_format_is_for_disqus(const char *head, size_t n) {
  static const char name[] = "xmlns:dsq=";
  enum { MOST_BEFORE = 2000 };
  return memmem(head, n < MOST_BEFORE ? n : MOST_BEFORE, name, sizeof name - 1);
}

/* Recognises a text by its beginning. Plain text is not taken for Markdown: any file is
 * plain text, also a password file or a list of readers' addresses. */
static enum import_format import_format_of_text(
    const char *path, const char *text, size_t n) {
  char root[WXR_ROOT_NAME];
  enum wxr_root kind = wxr_find_root(text, n, root);
  if (kind == WXR_ROOT_EXPORT)
    return import_format_is_for_disqus(text, n) ? IMPORT_DISQUS : IMPORT_WXR;
  if (kind == WXR_ROOT_OTHER && strcmp(root, "disqus") == 0)
    return IMPORT_DISQUS;
  /* Any other feed lists the newest posts of a site, which need not be the reader's. */
  if (kind == WXR_ROOT_OTHER && strcmp(root, "feed") == 0 &&
      memmem(text, n, "schemas.google.com/blogger/", 27))
    return IMPORT_BLOGGER;
  if (import_format_is_isso(text, n))
    return IMPORT_ISSO;
  if (import_format_is_ghost(text, n))
    return IMPORT_GHOST;
  if (import_format_is_movable_type(text, n))
    return IMPORT_MOVABLE_TYPE;
  enum import_format comments = import_format_of_comments(text, n);
  if (comments != IMPORT_UNKNOWN)
    return comments;
  if (path && import_kind_is_article(path))
    return IMPORT_AUTO;
  if (import_format_is_html(text, n) ||
      (kind == WXR_ROOT_OTHER && !strcmp(root, "html")))
    return IMPORT_HTML;
  bool is_json = n && *text == '{';
  /* Any JSON file begins like JSON front matter, so a brace counts only on standard
   * input. */
  return front_matter_begins(text, n) && !(path && is_json) ? IMPORT_AUTO
                                                            : IMPORT_UNKNOWN;
}

bool import_format_is_article(enum import_format format) {
  return format == IMPORT_AUTO || format == IMPORT_MARKDOWN || format == IMPORT_HTML;
}

/* The first bytes of a file; the number of them, or -1. */
static ssize_t import_format_head(
    const struct import_run *run, const char *path, int unpacked, char *head) {
  char why[FILE_WHY];
  struct stat st;
  int fd = unpacked >= 0 ? unpacked : run->input;
  bool opens = path && unpacked < 0;
  if (opens && file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return -1;
  /* pread(), because standard input is read from its beginning later. */
  ssize_t n = pread(fd, head, HEAD, 0);
  if (opens)
    close(fd);
  return n;
}

enum import_format import_format_of(
    const struct import_run *run, const char *path, int unpacked) {
  static char head[HEAD], text[2 * HEAD];
  enum import_format format = run->options->format;
  const char *charset = run->options->charset;
  if (format == IMPORT_AUTO) {
    ssize_t n = import_format_head(run, path, unpacked, head);
    /* The code that imports the file reports why it cannot be read. */
    if (n < 0)
      return IMPORT_AUTO;
    size_t size = charset
                      ? import_charset_head(charset, head, (size_t)n, text, sizeof text)
                      : (size_t)n;
    format = import_format_of_text(path, charset ? text : head, size);
  }
  return unpacked >= 0 && import_format_is_article(format) ? IMPORT_UNKNOWN : format;
}

int import_format_temporary(void) {
  const char *folder = getenv("TMPDIR");
  /* O_TMPFILE: the file has no name, so nothing remains even after a crash, and nobody
   * else can open it. */
  return open(
      folder && *folder ? folder : "/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
}

enum err import_format_keep_input(struct import_run *run) {
  static char chunk[CHUNK];
  if (run->input >= 0)
    return OK;
  run->input = import_format_temporary();
  enum err e = run->input < 0 ? err_of_errno(errno) : OK;
  while (!e) {
    ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return n < 0 ? ERR_IO : OK;
    if (!file_write(run->input, chunk, (size_t)n))
      e = err_of_errno(errno);
  }
  return e;
}
