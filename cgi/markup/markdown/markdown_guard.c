/* cmark-gfm is linear for most input, but not for all: CVE-2023-22484 and its like were
 * found one by one. This scan refuses a text that has far more of the characters
 * involved than any article needs. It knows no grammar, only upper bounds: a line may
 * count as a table or a list although it is none, which matters only beyond the
 * limits. */
#include "markup/markdown/markdown_guard.h"

#include <string.h>

/* Counts over the whole text. */
struct text {
  size_t missing;    /* cells */
  size_t brackets;   /* "]" */
  size_t footnotes;  /* "[^" */
  size_t definition; /* size as HTML of the link reference being read */
  size_t longest;    /* of all of them */
};

struct paragraph {
  size_t lines, images, declarations;
  size_t brackets; /* in the current run of punctuation */
  size_t cells;    /* before a table */
  size_t columns;  /* of the table it has become; 0: none */
  size_t rows;
};

static bool markdown_guard_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/* Number of quotes and lists that the start of a line opens. Indentation before a list
 * marker counts, because it continues lists opened by earlier lines. */
static size_t markdown_guard_containers(const char *s, const char *end) {
  size_t levels = 0, indent = 0;
  while (s < end) {
    const char *at = s;
    if (markdown_guard_is_space(*s)) {
      indent += *s == '\t' ? 4 : 1;
      s++;
      continue;
    }
    while (at < end && *at >= '0' && *at <= '9')
      at++;
    bool digits = at > s;
    bool marker = at < end && strchr(digits ? ".)" : ">-+*", *at) && *at &&
                  (*at == '>' || at + 1 == end || markdown_guard_is_space(at[1]));
    if (!marker)
      break;
    levels += 1 + indent / 2;
    indent = 0;
    s = at + 1;
  }
  return levels;
}

static bool markdown_guard_is_blank(const char *s, const char *end) {
  while (s < end && (markdown_guard_is_space(*s) || *s == '>'))
    s++;
  return s == end;
}

/* Number of columns if the line could be the delimiter row of a table; otherwise 0. */
static size_t markdown_guard_delimiter_columns(const char *s, const char *end) {
  size_t pipes = 0, dashes = 0;
  for (; s < end; s++) {
    if (!strchr(" \t\r>|:-+*.)0123456789", *s) || !*s)
      return 0;
    pipes += *s == '|';
    dashes += *s == '-';
  }
  return dashes && pipes ? pipes + 1 : 0;
}

/* Counts the characters of a line that open constructs. */
static bool markdown_guard_read_inlines(
    struct paragraph *p, const char *s, const char *end) {
  for (; s < end; s++) {
    char next = '\0';
    if (s + 1 < end)
      next = s[1];
    p->images += *s == '!' && next == '[';
    p->declarations += *s == '<' && (next == '?' || next == '!');
    if (*s == ')')
      p->brackets++;
    else if (!*s || !strchr("?!.,:*_~'\";", *s))
      p->brackets = 0;
    if (p->brackets > MARKDOWN_BRACKETS)
      return false;
  }
  p->brackets = 0;
  return p->images <= MARKDOWN_IMAGES && p->declarations <= MARKDOWN_DECLARATIONS;
}

/* Counts the cells of a line that is or could be part of a table. cmark considers the
 * whole paragraph so far as the head of the table. */
static bool markdown_guard_read_table(
    struct paragraph *p, struct text *t, const char *s, const char *end) {
  size_t columns = markdown_guard_delimiter_columns(s, end), cells = 1;
  if (columns > MARKDOWN_COLUMNS)
    return false;
  for (; s < end; s++)
    cells += *s == '|';
  if (!p->columns) {
    bool head = columns && (p->lines > MARKDOWN_BEFORE || p->cells > MARKDOWN_CELLS);
    p->columns = columns;
    p->cells += cells - 1;
    return !head;
  }
  if (cells < p->columns)
    t->missing += p->columns - cells;
  return ++p->rows <= MARKDOWN_ROWS && cells <= MARKDOWN_CELLS &&
         t->missing <= MARKDOWN_MISSING;
}

/* Upper bound of the HTML that cmark writes for this part of a URL or title. */
static size_t markdown_guard_written(const char *s, const char *end) {
  enum { ENTITY = 6, PERCENT = 3 };
  size_t n = 0;
  for (; s < end; s++)
    if (*s && strchr("&\"'<>", *s))
      n += ENTITY;
    else
      n += *s > ' ' && *s <= '~' ? 1 : PERCENT;
  return n;
}

/* Measures definitions such as "[label]: URL 'title'", whose title can continue over
 * several lines, because each use repeats URL and title. */
static bool markdown_guard_read_references(
    struct text *t, const char *s, const char *end) {
  const char *from = s;
  while (s < end && (markdown_guard_is_space(*s) || *s == '>'))
    s++;
  if (s == end)
    t->definition = 0;
  else if (*s == '[' && memmem(s, (size_t)(end - s), "]:", 2))
    t->definition = 1;
  if (t->definition)
    t->definition += markdown_guard_written(from, end);
  if (t->definition > t->longest)
    t->longest = t->definition;
  for (; s < end; s++) {
    t->brackets += *s == ']';
    t->footnotes += *s == '[' && s + 1 < end && s[1] == '^';
  }
  if (t->footnotes > MARKDOWN_FOOTNOTES)
    return false;
  /* A product, because neither is harmful alone: a long definition used once, or a
   * short one used often. It is a division, so that it cannot overflow. */
  return t->longest == 0 || t->brackets <= MARKDOWN_REPEATS / t->longest;
}

bool markdown_is_tame(const char *text, size_t n) {
  struct paragraph p = {0};
  struct text t = {0};
  const char *stop = text + n;
  for (const char *s = text; s < stop;) {
    const char *end = memchr(s, '\n', (size_t)(stop - s));
    if (!end)
      end = stop;
    /* An empty line ends every construct whose cost grows within a paragraph. */
    if (markdown_guard_is_blank(s, end)) {
      p = (struct paragraph){0};
    } else {
      p.lines++;
      if (!markdown_guard_read_inlines(&p, s, end) ||
          !markdown_guard_read_table(&p, &t, s, end))
        return false;
    }
    if (!markdown_guard_read_references(&t, s, end) ||
        markdown_guard_containers(s, end) > MARKDOWN_CONTAINERS)
      return false;
    s = end + 1;
  }
  return true;
}
