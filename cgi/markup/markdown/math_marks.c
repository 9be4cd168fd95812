/* On the source, before it is parsed: to Markdown, the underscores, asterisks and
 * backslashes of a formula are its own marks. A formula ends within its paragraph at
 * the latest. Indented code cannot be told from the text of a list, so it is code where
 * no list came before it. */
#include "markup/markdown/math_marks.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "markup/markdown/code_fence.h"

enum { MOST_FORMULA = 4000, INDENT = 4, MARKS = 6 };

struct math_marks {
  struct buf *out;
  struct code_fence fence;
  const char *start, *end; /* of the paragraph */
  bool in_list;
  /* There is no closing mark of the kind before this: without it, a text of opening
   * marks alone would take more than linear time. */
  const char *none_before[MARKS];
};

static const struct mark {
  const char *open, *close;
  bool is_display;
} marks[MARKS] = {{"$$", "$$", true}, {"\\\\[", "\\\\]", true},
    {"\\\\(", "\\\\)", false}, {"\\[", "\\]", true}, {"\\(", "\\)", false},
    {"$", "$", false}};

bool math_marks_are_in(const char *text) {
  return strchr(text, '$') || strstr(text, "\\(") || strstr(text, "\\[");
}

static bool math_marks_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool math_marks_is_word(char c) {
  return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The start of the closing mark, from `s` on; NULL if there is none. */
static const char *math_marks_close(
    struct math_marks *m, const struct mark *mark, const char *s) {
  size_t n = strlen(mark->close);
  const char *end = m->end - s > MOST_FORMULA ? s + MOST_FORMULA : m->end;
  const char **none_before = &m->none_before[mark - marks];
  if (*none_before > s)
    s = *none_before;
  for (; s < end && *s != '`'; s++) {
    if (strncmp(s, mark->close, n) == 0)
      return s;
    if (*s == '\\' && s + 1 < end)
      s++;
  }
  *none_before = s;
  return NULL;
}

/* Whether the dollar signs around `s` to `close` mean a formula. */
static bool math_marks_is_formula(const struct math_marks *m, const struct mark *mark,
    const char *s, const char *close) {
  size_t n = strlen(mark->close);
  char before = '\0', after = close[n];
  if (s - n > m->start)
    before = s[-(ptrdiff_t)n - 1];
  return !math_marks_is_space(*s) && !math_marks_is_space(close[-1]) &&
         !math_marks_is_word(before) && !math_marks_is_word(after) && after != '{';
}

/* Appends a formula on one line; TeX's comments end with theirs. */
static void math_marks_put_inline(
    struct math_marks *m, const char *s, const char *end) {
  buf_puts(m->out, "$`");
  for (; s < end; s++)
    if (*s == '%' && s[-1] != '\\') {
      while (s + 1 < end && *s != '\n')
        s++;
    } else {
      /* As in TeX, a line end is a space. */
      if (*s == '\n')
        buf_putc(m->out, ' ');
      else
        buf_putc(m->out, *s);
    }
  buf_puts(m->out, "`$");
}

/* The end of what is before a block on its line: spaces, and marks of quotations. */
static const char *math_marks_prefix(const char *s, const char *end) {
  while (s < end && strchr(" \t>", *s))
    s++;
  return s;
}

/* What follows the prefix, or as much of it as there is. */
static const char *math_marks_after(
    const char *s, const char *end, const char *prefix, size_t n) {
  for (size_t i = 0; i < n && s < end && *s == prefix[i]; i++)
    s++;
  return s;
}

/* Appends a formula on lines of its own as a block, each line with the prefix. */
static void math_marks_put_block(struct math_marks *m, const char *prefix, size_t n,
    const char *s, const char *end) {
  buf_puts(m->out, "```math\n");
  s += strspn(s, " \t\r");
  if (*s == '\n')
    s = math_marks_after(s + 1, end, prefix, n);
  while (s < end) {
    const char *line = memchr(s, '\n', (size_t)(end - s));
    const char *stop = line ? line : end;
    buf_add(m->out, prefix, n);
    buf_add(m->out, s, (size_t)(stop - s));
    buf_putc(m->out, '\n');
    /* The line has the prefix of the first one as well, or lacks it. */
    s = line ? math_marks_after(line + 1, end, prefix, n) : end;
  }
  buf_add(m->out, prefix, n);
  buf_puts(m->out, "```");
}

/* Converts the formula that begins at `s`; returns what follows it, or NULL. */
static const char *math_marks_formula(
    struct math_marks *m, const struct mark *mark, const char *s) {
  const char *from = s + strlen(mark->open), *close = math_marks_close(m, mark, from);
  size_t n = strlen(mark->close);
  if (!close)
    return NULL;
  const char *at = from;
  while (at < close && math_marks_is_space(*at))
    at++;
  if (at == close)
    return NULL;
  const char *line = s;
  /* Not to the beginning of the line: one of many formulas would take quadratic time.
   */
  while (line > m->start && strchr(" \t>", line[-1]))
    line--;
  const char *after = close + n;
  after += strspn(after, " \t\r");
  bool is_alone = (line == m->start || line[-1] == '\n') &&
                  math_marks_prefix(line, s) == s &&
                  (after >= m->end || *after == '\n');
  is_alone = is_alone && mark->is_display;
  if (!is_alone && *mark->open == '$' && !math_marks_is_formula(m, mark, from, close))
    return NULL;
  if (is_alone)
    math_marks_put_block(m, line, (size_t)(s - line), from, close);
  else
    math_marks_put_inline(m, from, close);
  return close + n;
}

/* What must not be looked into at `s`: the end of code, a tag or an address; or NULL.
 */
static const char *math_marks_skip(const struct math_marks *m, const char *s) {
  size_t room = (size_t)(m->end - s);
  if (*s == '`')
    return s + code_fence_span(s, m->end);
  if (strncmp(s, "$`", 2) == 0) {
    const char *end = s + 1 + code_fence_span(s + 1, m->end);
    return end < m->end && *end == '$' ? end + 1 : end;
  }
  char close = '\0';
  if (*s == '<' && (isalpha((unsigned char)s[1]) || s[1] == '/' || s[1] == '!'))
    close = '>';
  else if (strncmp(s, "](", 2) == 0)
    close = ')';
  if (room > MOST_FORMULA)
    room = MOST_FORMULA;
  const char *end = close ? memchr(s, close, room) : NULL;
  return end ? end + 1 : NULL;
}

static void math_marks_paragraph(struct math_marks *m) {
  for (size_t i = 0; i < MARKS; i++)
    m->none_before[i] = m->start;
  for (const char *s = m->start; s < m->end;) {
    const char *next = math_marks_skip(m, s);
    if (next) {
      buf_add(m->out, s, (size_t)(next - s));
      s = next;
      continue;
    }
    for (size_t i = 0; !next && i < sizeof marks / sizeof *marks; i++)
      if (strncmp(s, marks[i].open, strlen(marks[i].open)) == 0)
        next = math_marks_formula(m, &marks[i], s);
    if (!next) {
      /* An escaped dollar sign opens nothing. */
      next = s + (*s == '\\' && s + 1 < m->end ? 2 : 1);
      /* Nor does the second of two. */
      if (strncmp(s, "$$", 2) == 0)
        next = s + 2;
      buf_add(m->out, s, (size_t)(next - s));
    }
    s = next;
  }
}

static bool math_marks_is_blank(const char *s, const char *end) {
  while (s < end && strchr(" \t\r>", *s))
    s++;
  return s == end;
}

/* True for a line that begins an item of a list. */
static bool math_marks_is_item(const char *s, const char *end) {
  s = math_marks_prefix(s, end);
  const char *digits = s;
  while (s < end && isdigit((unsigned char)*s))
    s++;
  if (s == end || !strchr(s > digits ? ".)" : "*-+", *s))
    return false;
  return s + 1 < end && (s[1] == ' ' || s[1] == '\t');
}

/* True if the paragraph at `s` is indented code. */
static bool math_marks_is_code(struct math_marks *m, const char *s, const char *end) {
  bool is_indented = *s == '\t' || strspn(s, " ") >= INDENT;
  if (math_marks_is_item(s, end))
    m->in_list = !is_indented || m->in_list;
  else if (!is_indented && *s != ' ')
    m->in_list = false;
  return is_indented && !m->in_list;
}

enum err math_marks_convert(const char *text, struct buf *out) {
  struct math_marks m = {.out = out};
  bool in_code = false;
  const char *paragraph = NULL;
  for (const char *s = text; !out->failed;) {
    const char *end = s + strcspn(s, "\n");
    bool fenced = *s && (code_fence_follow(&m.fence, s, end) ||
                            code_fence_follow_html(&m.fence, s, end));
    bool breaks = !*s || fenced || math_marks_is_blank(s, end);
    if (breaks && paragraph) {
      m.start = paragraph;
      m.end = s;
      if (in_code)
        buf_add(out, paragraph, (size_t)(s - paragraph));
      else
        math_marks_paragraph(&m);
      paragraph = NULL;
    }
    if (!*s)
      break;
    const char *next = *end ? end + 1 : end;
    if (breaks) {
      buf_add(out, s, (size_t)(next - s));
    } else if (!paragraph) {
      paragraph = s;
      in_code = math_marks_is_code(&m, s, end);
    } else if (math_marks_is_item(s, end)) {
      m.in_list = true;
    }
    s = next;
  }
  return buf_status(out);
}
