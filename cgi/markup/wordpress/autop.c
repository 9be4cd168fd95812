/* WordPress does this with a series of regular expressions (wpautop), whose result
 * depends on their order. This is one pass with a stack of open elements. It does not
 * repair anything: unbalanced tags stay, and the sanitiser, which parses the result
 * like a browser, decides what they mean. */
#include "markup/wordpress/autop.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Deeper elements are only counted. Each one needs its place until it is closed. */
enum { MOST_OPEN = 128 };

/* What line ends mean inside an element. */
enum inside {
  INLINE,    /* the same as around it */
  FLOW,      /* a blank line separates paragraphs */
  PHRASES,   /* a line end is a line break */
  STRUCTURE, /* nothing */
  VERBATIM   /* copied, with everything that looks like a tag */
};

static const struct {
  const char *name;
  enum inside inside;
} elements[] = {
    {"address", PHRASES},
    {"article", FLOW},
    {"aside", FLOW},
    {"audio", STRUCTURE},
    {"blockquote", FLOW},
    {"caption", PHRASES},
    {"center", FLOW},
    {"colgroup", STRUCTURE},
    {"dd", PHRASES},
    {"details", FLOW},
    {"div", FLOW},
    {"dl", STRUCTURE},
    {"dt", PHRASES},
    {"fieldset", FLOW},
    {"figcaption", PHRASES},
    {"figure", STRUCTURE},
    {"footer", FLOW},
    {"form", STRUCTURE},
    {"h1", PHRASES},
    {"h2", PHRASES},
    {"h3", PHRASES},
    {"h4", PHRASES},
    {"h5", PHRASES},
    {"h6", PHRASES},
    {"header", FLOW},
    {"iframe", STRUCTURE},
    {"li", PHRASES},
    {"main", FLOW},
    {"nav", STRUCTURE},
    {"object", STRUCTURE},
    {"ol", STRUCTURE},
    {"p", PHRASES},
    {"pre", VERBATIM},
    {"script", VERBATIM},
    {"section", FLOW},
    {"select", STRUCTURE},
    {"style", VERBATIM},
    {"summary", PHRASES},
    {"table", STRUCTURE},
    {"tbody", STRUCTURE},
    {"td", PHRASES},
    {"textarea", VERBATIM},
    {"tfoot", STRUCTURE},
    {"th", PHRASES},
    {"thead", STRUCTURE},
    {"tr", STRUCTURE},
    {"ul", STRUCTURE},
    {"video", STRUCTURE},
};

struct writer {
  struct buf *out;
  size_t open[MOST_OPEN]; /* open elements, as indexes into the table */
  size_t depth, too_deep;
  bool paragraph; /* a <p> written by us is open */
  int newlines;   /* since the last output */
  bool started;   /* there is text before them to be separated */
};

static enum inside autop_inside(const struct writer *w) {
  return w->depth ? elements[w->open[w->depth - 1]].inside : FLOW;
}

static void autop_end_paragraph(struct writer *w) {
  /* The newline keeps the output readable and has no meaning between blocks. */
  if (w->paragraph)
    buf_puts(w->out, "</p>\n");
  w->paragraph = false;
  w->started = false;
  w->newlines = 0;
}

/* Called before text or an inline element. */
static void autop_begin_phrase(struct writer *w) {
  if (w->newlines > 1 && autop_inside(w) == FLOW)
    autop_end_paragraph(w);
  /* A paragraph begins only in a place that can contain blocks. Elsewhere a
   * line end is a <br> or nothing. */
  if (autop_inside(w) == FLOW && !w->paragraph) {
    buf_puts(w->out, "<p>");
    w->paragraph = true;
  } else if (w->newlines && w->started && autop_inside(w) != STRUCTURE) {
    buf_puts(w->out, "<br>\n");
  } else if (w->newlines) {
    buf_putc(w->out, '\n');
  }
  w->newlines = 0;
  w->started = true;
}

static void autop_put_text(struct writer *w, const char *s, size_t n) {
  for (size_t at = 0; at < n;) {
    size_t line = 0, space = 0;
    if (s[at] == '\n') {
      w->newlines++;
      at++;
      continue;
    }
    const char *end = memchr(s + at, '\n', n - at);
    line = end ? (size_t)(end - s) - at : n - at;
    while (space < line && strchr(" \t\r", s[at + space]))
      space++;
    /* A line of white space counts as an empty one. */
    if (space < line) {
      autop_begin_phrase(w);
      buf_add(w->out, s + at, line);
      /* A space between two inline elements separates their words. */
    } else if (w->started && !w->newlines) {
      buf_putc(w->out, ' ');
    }
    at += line;
  }
}

/* The index of a tag's name in the table; the table's size for others. */
static size_t autop_find(const char *name, size_t n) {
  size_t i = 0;
  for (; i < sizeof elements / sizeof *elements; i++)
    /* The name in the table must end where that of the tag ends: "b" is not
     * "blockquote". */
    if (strncasecmp(elements[i].name, name, n) == 0 && !elements[i].name[n])
      break;
  return i;
}

static size_t autop_name_length(const char *s, const char *stop) {
  const char *at = s;
  while (at < stop && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                          (*at >= '0' && *at <= '9')))
    at++;
  return (size_t)(at - s);
}

static void autop_open_element(struct writer *w, size_t element) {
  if (w->depth < MOST_OPEN)
    w->open[w->depth++] = element;
  else
    w->too_deep++;
}

static void autop_close_element(struct writer *w, size_t element) {
  /* The innermost elements are those too deep for the array, so they are closed first.
   * */
  if (w->too_deep) {
    w->too_deep--;
    return;
  }
  /* A closing tag also closes what was left open inside. One without an opening tag is
   * ignored. */
  for (size_t i = w->depth; i-- > 0;)
    if (w->open[i] == element) {
      w->depth = i;
      return;
    }
}

/* Length up to the end of "</name>" of a verbatim element. */
static size_t autop_verbatim(const char *s, const char *stop, const char *name) {
  size_t n = strlen(name);
  for (const char *at = s; at < stop; at++) {
    at = memchr(at, '<', (size_t)(stop - at));
    if (!at || (size_t)(stop - at) < n + 2)
      break;
    if (at[1] == '/' && strncasecmp(at + 2, name, n) == 0) {
      /* As in a browser, a verbatim element without a closing tag lasts to the end. */
      const char *end = memchr(at, '>', (size_t)(stop - at));
      return (size_t)((end ? end + 1 : stop) - s);
    }
  }
  return (size_t)(stop - s);
}

/* Writes the tag of `n` bytes at `s`. Returns the number of bytes consumed. */
static size_t autop_put_tag(
    struct writer *w, const char *s, size_t n, const char *stop) {
  bool closing = s[1] == '/';
  const char *name = s + 1 + closing;
  size_t length = autop_name_length(name, stop), element = autop_find(name, length);
  if (length == 2 && strncasecmp(name, "hr", 2) == 0) {
    autop_end_paragraph(w);
    buf_add(w->out, s, n);
    return n;
  }
  if (length == 2 && strncasecmp(name, "br", 2) == 0 && !closing) {
    autop_begin_phrase(w);
    buf_add(w->out, s, n);
    w->started = false; /* the line end after it is the same one */
    return n;
  }
  if (element == sizeof elements / sizeof *elements) {
    /* A closing tag belongs to the text before it. */
    if (!closing)
      autop_begin_phrase(w);
    buf_add(w->out, s, n);
    return n;
  }
  /* A block ends the paragraph, because <p> cannot contain it. */
  autop_end_paragraph(w);
  if (elements[element].inside == VERBATIM && !closing)
    n += autop_verbatim(s + n, stop, elements[element].name);
  else if (closing)
    autop_close_element(w, element);
  /* An element that ends with "/>" has no content to keep open. */
  else if (n < 2 || s[n - 2] != '/')
    autop_open_element(w, element);
  buf_add(w->out, s, n);
  return n;
}

/* Length of the tag at `s`, or 0. A quote that is never closed sets *loose: from then
 * on the next '>' ends a tag, so that no quote is searched for twice. */
static size_t autop_tag_length(const char *s, const char *stop, bool *loose) {
  char quote = 0;
  const char *at = s + 1;
  if (at < stop && *at == '/')
    at++;
  if (!autop_name_length(at, stop))
    /* A '<' before anything but a letter is text. */
    return 0;
  for (; !*loose && at < stop; at++) {
    if (!quote && *at == '>')
      return (size_t)(at - s) + 1;
    if (quote && *at == quote)
      quote = 0;
    else if (!quote && (*at == '"' || *at == '\''))
      quote = *at;
  }
  *loose = true;
  const char *end = memchr(s, '>', (size_t)(stop - s));
  return end ? (size_t)(end - s) + 1 : 0;
}

void autop(const char *html, size_t n, struct buf *out) {
  struct writer w = {.out = out};
  const char *stop = html + n, *s = html;
  bool loose = false, unclosed = false; /* no further tag ends */
  while (s < stop) {
    const char *tag = unclosed ? NULL : memchr(s, '<', (size_t)(stop - s));
    size_t text = (size_t)((tag ? tag : stop) - s);
    autop_put_text(&w, s, text);
    s += text;
    if (!tag)
      break;
    size_t length = autop_tag_length(s, stop, &loose);
    if (length) {
      s += autop_put_tag(&w, s, length, stop);
      /* A comment is not shown and begins no paragraph. */
    } else if (stop - s >= 4 && memcmp(s, "<!--", 4) == 0) {
      const char *end = memmem(s, (size_t)(stop - s), "-->", 3);
      s = end ? end + 3 : stop;
    } else {
      /* This avoids searching to the end for each further '<'. */
      unclosed = memchr(s, '>', (size_t)(stop - s)) == NULL;
      autop_begin_phrase(&w);
      /* A '<' that begins no tag is text: "1 < 2". */
      buf_puts(out, "&lt;");
      s++;
    }
  }
  autop_end_paragraph(&w);
}
