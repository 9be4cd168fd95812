/* A remark is not for readers, so that the doubtful cases are decided against showing
 * it where the text is known to come from a program for notes. In other texts "%%" is
 * rare but means something, such as a percent sign in a format string, and a remark
 * must look like one. */
#include "markup/markdown/note_remarks.h"

#include <ctype.h>
#include <string.h>

#include "markup/markdown/code_fence.h"

struct note_remarks_pass {
  const char *start;
  char *to; /* where the next byte is kept: never past the one that is read */
  bool is_notes;
  bool begins;       /* the line has only spaces and marks of quotes so far */
  bool never_closes; /* no "%%" follows: it is searched for only once */
  int line;
  struct code_fence fence;
  struct note_remarks found;
};

bool note_remarks_are_in(const char *text) {
  return strstr(text, "%%") || strchr(text, '^');
}

static void note_remarks_keep(struct note_remarks_pass *p, const char *s, size_t n) {
  memmove(p->to, s, n);
  p->to += n;
}

/* Drops the bytes up to `end`, but keeps their line ends. */
static void note_remarks_drop(
    struct note_remarks_pass *p, const char *s, const char *end) {
  for (; s < end; s++)
    if (*s == '\n') {
      *p->to++ = '\n';
      p->line++;
    }
}

/* The end of a remark whose text begins at `s`; NULL if it is none. */
static const char *note_remarks_end(
    struct note_remarks_pass *p, const char *mark, const char *s) {
  bool is_apart = p->begins || strchr(" \t(", mark[-1]);
  if (!p->is_notes && !is_apart)
    return NULL;
  const char *close = p->never_closes ? NULL : strstr(s, "%%");
  p->never_closes = !close;
  if (close)
    return close + 2;
  /* "100%%" at the end of a text is a number. */
  if (!p->is_notes || (!is_apart && !isalpha((unsigned char)mark[-1])))
    return NULL;
  p->found.open_line = p->line;
  const char *paragraph = p->begins ? NULL : strstr(s, "\n\n");
  return paragraph ? paragraph : s + strlen(s);
}

/* Length of the name of a block at `s`, which ends its line: " ^3f2a10". */
static size_t note_remarks_block(const struct note_remarks_pass *p, const char *s) {
  size_t n = 1;
  bool is_apart = s == p->start || strchr(" \t\n", s[-1]);
  if (!p->is_notes || *s != '^' || !is_apart)
    return 0;
  while (isalnum((unsigned char)s[n]) || s[n] == '-')
    n++;
  size_t blank = strspn(s + n, " \t");
  return n > 1 && (s[n + blank] == '\n' || !s[n + blank]) ? n + blank : 0;
}

/* Copies a line up to its end, or up to the end of a remark that begins in it. Returns
 * the position after what was read. */
static const char *note_remarks_pass_line(
    struct note_remarks_pass *p, const char *s, const char *end) {
  while (s < end) {
    size_t n = 1, block = note_remarks_block(p, s);
    bool is_mark = s[0] == '%' && s[1] == '%';
    if (*s == '\\' && s + 1 < end) {
      n = 2;
    } else if (*s == '`') {
      n = code_fence_span(s, end);
    } else if (is_mark) {
      const char *after = note_remarks_end(p, s, s + 2);
      if (after) {
        p->found.count++;
        p->found.line = p->found.line ? p->found.line : p->line;
        note_remarks_drop(p, s, after);
        return after;
      }
      n = 2;
    } else if (block) {
      s += block;
      continue;
    }
    p->begins = p->begins && strchr(" \t>", *s);
    note_remarks_keep(p, s, n);
    s += n;
  }
  return end;
}

void note_remarks_hide(char *text, bool is_notes, struct note_remarks *out) {
  struct note_remarks_pass p = {
      .start = text, .to = text, .is_notes = is_notes, .line = 1};
  for (const char *s = text; *s;) {
    const char *end = s + strcspn(s, "\n");
    bool begins = s == text || s[-1] == '\n';
    p.begins = begins || p.begins;
    if (begins && code_fence_follow(&p.fence, s, end)) {
      note_remarks_keep(&p, s, (size_t)(end - s));
      s = end;
    } else {
      s = note_remarks_pass_line(&p, s, end);
    }
    if (*s == '\n') {
      note_remarks_keep(&p, s++, 1);
      p.line++;
      p.begins = false;
    }
  }
  *p.to = '\0';
  *out = p.found;
}
