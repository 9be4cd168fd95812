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

/* What is over its limit, as the end of a sentence about a text. */
static const char many_images[] = "has more than 1000 pictures in a paragraph",
                  many_declarations[] = "has more than 250 \"<!\" in a paragraph",
                  many_brackets[] = "has more than 1000 \")\" in a row",
                  many_containers[] = "has quotes or lists more than 100 deep",
                  many_columns[] = "has a table with more than 250 columns",
                  many_rows[] = "has a table with more than 20000 rows",
                  many_cells[] = "has a row with more than 1000 cells",
                  many_before[] =
                      "has a table after more than 500 lines of a paragraph",
                  many_missing[] = "has tables that lack more than 200000 cells",
                  many_footnotes[] = "has more than 10000 footnotes",
                  many_repeats[] = "repeats a long link too often";

/* Counts the characters of a line that open constructs. This function and those below
 * return what is over its limit, or NULL. */
static const char *markdown_guard_read_inlines(
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
      return many_brackets;
  }
  p->brackets = 0;
  return p->images > MARKDOWN_IMAGES               ? many_images
         : p->declarations > MARKDOWN_DECLARATIONS ? many_declarations
                                                   : NULL;
}

/* Counts the cells of a line that is or could be part of a table. cmark considers the
 * whole paragraph so far as the head of the table. */
static const char *markdown_guard_read_table(
    struct paragraph *p, struct text *t, const char *s, const char *end) {
  size_t columns = markdown_guard_delimiter_columns(s, end), cells = 1;
  if (columns > MARKDOWN_COLUMNS)
    return many_columns;
  for (; s < end; s++)
    cells += *s == '|';
  if (!p->columns) {
    bool head = columns && (p->lines > MARKDOWN_BEFORE || p->cells > MARKDOWN_CELLS);
    p->columns = columns;
    p->cells += cells - 1;
    return head ? many_before : NULL;
  }
  if (cells < p->columns)
    t->missing += p->columns - cells;
  return ++p->rows > MARKDOWN_ROWS       ? many_rows
         : cells > MARKDOWN_CELLS        ? many_cells
         : t->missing > MARKDOWN_MISSING ? many_missing
                                         : NULL;
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
static const char *markdown_guard_read_references(
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
    return many_footnotes;
  /* A product, because neither is harmful alone: a long definition used once, or a
   * short one used often. It is a division, so that it cannot overflow. */
  return t->longest && t->brackets > MARKDOWN_REPEATS / t->longest ? many_repeats
                                                                   : NULL;
}

/* The end of the run of lines without an empty one. */
static size_t markdown_guard_paragraph_end(const char *text, const char *s, size_t n) {
  const char *stop = text + n;
  while (s < stop) {
    const char *end = memchr(s, '\n', (size_t)(stop - s));
    end = end ? end : stop;
    if (markdown_guard_is_blank(s, end))
      break;
    s = end < stop ? end + 1 : stop;
  }
  return (size_t)(s - text);
}

bool markdown_find_fault(const char *text, size_t n, struct markdown_fault *out) {
  struct paragraph p = {0};
  struct text t = {0};
  const char *stop = text + n, *why = NULL, *begin = text;
  int line = 1;
  for (const char *s = text; s < stop; line++) {
    const char *end = memchr(s, '\n', (size_t)(stop - s));
    if (!end)
      end = stop;
    /* An empty line ends every construct whose cost grows within a paragraph. */
    if (markdown_guard_is_blank(s, end)) {
      p = (struct paragraph){0};
    } else {
      begin = p.lines++ ? begin : s;
      why = markdown_guard_read_inlines(&p, s, end);
      if (!why)
        why = markdown_guard_read_table(&p, &t, s, end);
    }
    if (!why)
      why = markdown_guard_read_references(&t, s, end);
    if (!why && markdown_guard_containers(s, end) > MARKDOWN_CONTAINERS)
      why = many_containers;
    if (why) {
      bool is_whole =
          why == many_missing || why == many_footnotes || why == many_repeats;
      size_t from = (size_t)(begin - text);
      *out = (struct markdown_fault){
          line, why, from, is_whole ? n : markdown_guard_paragraph_end(text, s, n)};
      return true;
    }
    s = end + 1;
  }
  return false;
}

bool markdown_is_tame(const char *text, size_t n) {
  struct markdown_fault ignored;
  return !markdown_find_fault(text, n, &ignored);
}
