/* A pass over the lines before the Markdown parser, because the parser would have to be
 * changed for each extension. What it cannot tell from ordinary text stays as it is:
 * "a == b" is no mark, and "[[" without "]]" on the same line no link. */
#include "markup/markdown/note_marks.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "markup/markdown/code_fence.h"

/* MOST_LINK: bytes between the brackets of a link, which keeps a line of brackets alone
 * from taking quadratic time. */
/* MOST_LOOKUPS: definitions that are searched for in the whole text. */
enum { MOST_LINK = 400, MOST_LOOKUPS = 500 };

struct note_marks {
  struct buf *out;
  note_marks_find *find;
  void *context;
  const char *text; /* all of it */
  int lost, lookups;
};

/* Length of the alert's mark at the beginning of a quoted line, "> [!NOTE]"; *name
 * becomes what readers see instead. */
static size_t note_marks_alert(const char *s, const char *end, const char **name) {
  static const char *const names[][2] = {{"[!note]", "Note"}, {"[!tip]", "Tip"},
      {"[!important]", "Important"}, {"[!warning]", "Warning"},
      {"[!caution]", "Caution"}, {"[!info]", "Info"}, {"[!danger]", "Danger"},
      {"[!example]", "Example"}, {"[!quote]", "Quote"}, {"[!question]", "Question"},
      {"[!abstract]", "Abstract"}, {"[!summary]", "Summary"}, {"[!todo]", "To do"},
      {"[!success]", "Success"}, {"[!failure]", "Failure"}, {"[!bug]", "Bug"},
      {"[!tldr]", "Summary"}, {"[!hint]", "Hint"}, {"[!check]", "Success"},
      {"[!done]", "Done"}, {"[!help]", "Help"}, {"[!faq]", "Question"},
      {"[!attention]", "Attention"}, {"[!fail]", "Failure"}, {"[!missing]", "Missing"},
      {"[!error]", "Error"}, {"[!cite]", "Quote"}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    size_t word = strlen(names[i][0]) - 1;
    const char *close = memchr(s, ']', (size_t)(end - s));
    /* Obsidian's themes know further words, "[!note|right]". */
    if (!close || (size_t)(close - s) < word || (s[word] != ']' && s[word] != '|') ||
        strncasecmp(s, names[i][0], word) != 0)
      continue;
    size_t n = (size_t)(close + 1 - s);
    *name = names[i][1];
    /* Obsidian's "+" and "-" fold the alert. */
    return n + (s + n < end && (s[n] == '+' || s[n] == '-'));
  }
  return 0;
}

/* Writes the head of an alert as a line of its own within the quote. Returns how much
 * of the line that was; 0 if it is none. A title that the author gave replaces the
 * name. */
static size_t note_marks_put_alert(
    struct note_marks *m, const char *s, const char *end) {
  const char *at = s, *name;
  bool quoted = false;
  for (; at < end && (*at == ' ' || *at == '>'); at++)
    quoted |= *at == '>';
  size_t n = quoted ? note_marks_alert(at, end, &name) : 0;
  if (!n)
    return 0;
  const char *title = at + n;
  while (title < end && *title == ' ')
    title++;
  buf_add(m->out, s, (size_t)(at - s));
  if (title < end)
    buf_printf(m->out, "**%.*s**", (int)(end - title), title);
  else
    buf_printf(m->out, "**%s**", name);
  /* A hard line break, which ends a line with the text of the alert on the next one. */
  buf_puts(m->out, "\\");
  return (size_t)(end - s);
}

/* True if the text defines the label as a link of Markdown, "[Bug 1]: https://...", so
 * that "[[Bug 1]]" is a link in brackets. */
static bool note_marks_is_defined(struct note_marks *m, const char *s, size_t n) {
  char label[MOST_LINK + 4];
  if (m->lookups++ >= MOST_LOOKUPS)
    return false;
  snprintf(label, sizeof label, "[%.*s]:", (int)n, s);
  if (strstr(m->text, label))
    return true;
  snprintf(label, sizeof label, "[%.*s]]:", (int)n, s);
  return strstr(m->text, label) != NULL;
}

/* True for a file that a picture's syntax cannot show, such as another note. */
static bool note_marks_is_no_picture(const char *address) {
  static const char *const endings[] = {
      ".md", ".markdown", ".html", ".pdf", ".mp3", ".ogg", ".mp4", ".webm"};
  const char *ending = strrchr(address, '.');
  for (size_t i = 0; ending && i < sizeof endings / sizeof endings[0]; i++)
    if (strcasecmp(endings[i], ending) == 0)
      return true;
  return false;
}

/* Writes a label that the author did not choose: "Tide > Ebb" for "Tide#Ebb". What
 * leads to a block is not for readers. */
static void note_marks_put_label(struct note_marks *m, const char *s, size_t n) {
  const char *heading = memchr(s, '#', n);
  size_t name = heading ? (size_t)(heading - s) : n;
  buf_add(m->out, s, name);
  if (!heading || (name + 1 < n && heading[1] == '^'))
    return;
  buf_printf(m->out, "%s%.*s", name ? " > " : "", (int)(n - name - 1), heading + 1);
}

/* Length of a label without the width that ends it: "boat|300". */
static size_t note_marks_without_width(const char *label, size_t n) {
  const char *bar = memrchr(label, '|', n);
  const char *width = bar ? bar + 1 : label;
  size_t digits = 0, rest = (size_t)(label + n - width);
  while (
      digits < rest && (isdigit((unsigned char)width[digits]) || width[digits] == 'x'))
    digits++;
  if (!rest || digits < rest || !isdigit((unsigned char)*width))
    return n;
  return bar ? (size_t)(bar - label) : 0;
}

static void note_marks_put_link(
    struct note_marks *m, const char *s, size_t n, bool is_picture) {
  char name[MOST_LINK + 1];
  struct buf address = {0};
  const char *bar = memchr(s, '|', n);
  size_t target = bar ? (size_t)(bar - s) : n;
  const char *label = bar ? bar + 1 : s;
  size_t label_length = bar ? n - target - 1 : n;
  const char *heading = memchr(s, '#', target);
  size_t length = heading ? (size_t)(heading - s) : target;
  memcpy(name, s, length);
  name[length] = '\0';
  if (is_picture && bar)
    label_length = note_marks_without_width(label, label_length);
  bool is_found = length && m->find(m->context, name, &address);
  if (is_found && is_picture && !note_marks_is_no_picture(buf_text(&address))) {
    buf_printf(m->out, "![%.*s](<%s>)", bar ? (int)label_length : 0, label,
        buf_text(&address));
  } else if (is_found) {
    buf_putc(m->out, '[');
    if (bar && label_length)
      buf_add(m->out, label, label_length);
    else
      note_marks_put_label(m, s, target);
    buf_printf(m->out, "](<%s>)", buf_text(&address));
  } else if (note_marks_is_defined(m, s, n)) {
    buf_printf(m->out, "%s[[%.*s]]", is_picture ? "!" : "", (int)n, s);
  } else {
    /* "[[#Ebb]]" is a heading of the same text. */
    m->lost += length > 0;
    if (bar)
      buf_add(m->out, label, label_length);
    else
      note_marks_put_label(m, s, target);
  }
  buf_free(&address);
}

/* Length of "[[...]]" at `s`; 0 if there is none, or if it is part of "[[[...]]]". */
static size_t note_marks_link(const char *start, const char *s, const char *end) {
  size_t most = (size_t)(end - s) < MOST_LINK ? (size_t)(end - s) : MOST_LINK;
  if (most < 5 || s[0] != '[' || s[1] != '[')
    return 0;
  const char *close = memmem(s, most, "]]", 2);
  /* "[[1]](url)" and "[[a][b]]" are Markdown of their own. */
  bool is_plain =
      close && close > s + 2 && !memchr(s + 2, '[', (size_t)(close - s) - 2);
  if (s > start && (s[-1] == '[' || s[-1] == '\\'))
    return 0;
  return is_plain && !(close + 2 < end && strchr("(:[]", close[2]))
             ? (size_t)(close + 2 - s)
             : 0;
}

/* Length of "==text==" at `s`; 0 if there is none. */
static size_t note_marks_mark(const char *start, const char *s, const char *end) {
  size_t most = (size_t)(end - s) < MOST_LINK ? (size_t)(end - s) : MOST_LINK;
  bool begins = most > 4 && s[0] == '=' && s[1] == '=' && !strchr(" \t=", s[2]) &&
                s[2] && (s == start || strchr(" \t(\"'>*_", s[-1]));
  const char *close = begins ? memmem(s + 2, most - 2, "==", 2) : NULL;
  if (!close || close[-1] == ' ' ||
      (close + 2 < end && (isalnum((unsigned char)close[2]) || close[2] == '=')))
    return 0;
  return (size_t)(close + 2 - s);
}

static void note_marks_put_line(struct note_marks *m, const char *s, const char *end) {
  const char *start = s;
  s += note_marks_put_alert(m, s, end);
  while (s < end) {
    bool is_picture = *s == '!' && s + 1 < end && s[1] == '[';
    size_t link = note_marks_link(start, s + is_picture, end);
    size_t mark = note_marks_mark(start, s, end);
    if (*s == '`') {
      size_t n = code_fence_span(s, end);
      buf_add(m->out, s, n);
      s += n;
    } else if (link) {
      note_marks_put_link(m, s + is_picture + 2, link - 4, is_picture);
      s += link + is_picture;
    } else if (mark) {
      buf_printf(m->out, "<mark>%.*s</mark>", (int)mark - 4, s + 2);
      s += mark;
    } else {
      buf_putc(m->out, *s++);
    }
  }
}

bool note_marks_are_in(const char *text) {
  return strstr(text, "[[") || strstr(text, "==") || strstr(text, "[!");
}

enum err note_marks_convert(const char *text, note_marks_find *find, void *context,
    struct buf *out, int *lost) {
  struct note_marks m = {.out = out, .find = find, .context = context, .text = text};
  struct code_fence fence = {0};
  for (const char *s = text; *s && !out->failed;) {
    const char *end = s + strcspn(s, "\n");
    /* An indented line may be code, and is left alone. */
    if (code_fence_follow(&fence, s, end) || strncmp(s, "    ", 4) == 0 || *s == '\t')
      buf_add(out, s, (size_t)(end - s));
    else
      note_marks_put_line(&m, s, end);
    if (*end)
      buf_putc(out, '\n');
    s = *end ? end + 1 : end;
  }
  enum err e = buf_status(out);
  if (!e)
    *lost = m.lost;
  return e;
}
