/* Bounds the depth of the tree before there is one: gumbo searches its stack of open
 * elements for each tag, so that its time grows with the depth. The scan follows tags
 * as the parser would, but only as far as needed for an upper bound. Where the two
 * could differ, it counts an element as open: a text is refused rather than a deep one
 * let through. */
#include "markup/html/html_depth.h"

#include <stdint.h>
#include <string.h>

#include "markup/html/html_limits.h"

/* How an element counts towards nesting (WHATWG HTML section 13.2.4.2, "the stack of
 * open elements"). */
enum part {
  OTHER,
  FORMATTING, /* reopened by the parser until its own end tag */
  BLOCK,      /* its end tag closes everything inside */
  SCOPE,      /* end tags do not reach beyond it */
  CELL,       /* closed by the next cell or row */
  ROW,        /* nests only in tables, which are counted */
  IMPLIED,    /* closed by the next of its kind */
  EMPTY       /* has no content */
};

struct named {
  const char *names; /* each followed by a space */
  enum part part;
};

static const struct named parts[] = {
    {"a b big code em font i nobr s small strike strong tt u ", FORMATTING},
    {"address article aside blockquote center details dialog dir div dl fieldset "
     "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup listing main menu nav "
     "ol pre section summary ul ",
        BLOCK},
    {"applet button marquee math object svg table template ", SCOPE},
    {"caption td th ", CELL},
    {"body colgroup head html tbody tfoot thead tr ", ROW},
    {"dd dt li option p ", IMPLIED},
    {"area base basefont bgsound br col embed frame hr image img input keygen link meta "
     "param source track wbr ",
        EMPTY},
};

struct open_element {
  uint32_t name;
  enum part part;
};

struct depth {
  struct open_element open[HTML_DEPTH];
  size_t count;
  bool foreign; /* <svg> or <math> was seen: some rules differ there */
};

static bool html_depth_contains(const char *names, const char *name, size_t n) {
  for (const char *at = names; *at; at = strchr(at, ' ') + 1)
    if (strncmp(at, name, n) == 0 && at[n] == ' ')
      return true;
  return false;
}

static enum part html_depth_part_of(const char *name, size_t n) {
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (html_depth_contains(parts[i].names, name, n))
      return parts[i].part;
  return OTHER;
}

/* FNV-1a. A rare collision of names only blurs the count. All headings close each
 * other. */
static uint32_t html_depth_hash(const char *name, size_t n) {
  uint32_t h = 2166136261u;
  if (n == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
    n = 1;
  for (size_t i = 0; i < n; i++)
    h = (h ^ (unsigned char)name[i]) * 16777619u;
  return h;
}

/* A cell, its row or its table starts or ends: elements open in the last cell are
 * closed. */
static void html_depth_close_cell(struct depth *d) {
  for (size_t i = d->count; i-- > 0;) {
    if (d->open[i].part == CELL)
      d->count = i;
    if (d->open[i].part == CELL || d->open[i].part == SCOPE)
      return;
  }
}

static bool html_depth_start(
    struct depth *d, const char *name, size_t n, enum part part) {
  if (part == CELL || part == ROW)
    html_depth_close_cell(d);
  /* Rows and implied elements close each other, so thousands of "<p>" or "<li>" in a
   * row are not deep. Inside <svg>, "tr" is an element like any other. */
  if (part == IMPLIED || part == EMPTY || (part == ROW && !d->foreign))
    return true;
  if (n == 3 && memcmp(name, "svg", 3) == 0)
    d->foreign = true;
  if (n == 4 && memcmp(name, "math", 4) == 0)
    d->foreign = true;
  if (d->count == HTML_DEPTH)
    return false;
  d->open[d->count++] = (struct open_element){html_depth_hash(name, n), part};
  return true;
}

/* Closes the element at `i` and everything in it except formatting, which the parser
 * reopens. */
static void html_depth_close(struct depth *d, size_t i) {
  /* This is why "<p><b></p>" repeated is deep although each <p> is closed: every <b> is
   * reopened in the next paragraph (WHATWG HTML section 13.2.4.3, "the list of active
   * formatting elements"). */
  size_t to = i;
  for (size_t from = i + 1; from < d->count; from++)
    if (d->open[from].part == FORMATTING)
      d->open[to++] = d->open[from];
  d->count = to;
}

static void html_depth_end(
    struct depth *d, const char *name, size_t n, enum part part) {
  uint32_t h = html_depth_hash(name, n);
  if (part == CELL || part == ROW || (n == 5 && memcmp(name, "table", 5) == 0))
    html_depth_close_cell(d);
  for (size_t i = d->count; i-- > 0;) {
    if (d->open[i].name == h) {
      html_depth_close(d, i);
      return;
    }
    /* The parser ignores an end tag that would have to reach further, and reopens
     * formatting that ends inside a block it began outside of. */
    if (d->open[i].part == SCOPE || d->open[i].part == CELL ||
        (part != BLOCK && part != SCOPE && d->open[i].part == BLOCK))
      return;
  }
}

/* Reads a lower-case tag name at `at` and returns its length, 0 if there is none. */
static size_t html_depth_read_name(
    const char *at, const char *stop, char name[HTML_NAME]) {
  size_t n = 0;
  while (at < stop && n != HTML_NAME && *at > ' ' && !strchr("/><", *at)) {
    name[n++] = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
    at++;
  }
  return n && name[0] >= 'a' && name[0] <= 'z' ? n : 0;
}

/* The end of the comment at `at`, or `at` itself if it does not end. */
static const char *html_depth_comment_end(const char *at, const char *stop) {
  const char *found = memmem(at, (size_t)(stop - at), "-->", 3);
  return found ? found : at;
}

bool html_is_shallow(const char *html, size_t n) {
  struct depth d = {.count = 0};
  const char *stop = html + n, *comment = html;
  bool unclosed = false;
  for (const char *at = html; (at = memchr(at, '<', (size_t)(stop - at))) != NULL;) {
    char name[HTML_NAME];
    at++;
    /* `comment` is the end of the last comment. `unclosed` keeps a text of thousands of
     * "<!--" without an end from being searched to its end for each of them. */
    if (!unclosed && at > comment && stop - at > 3 && memcmp(at, "!--", 3) == 0) {
      comment = html_depth_comment_end(at, stop);
      unclosed = comment == at;
    }
    bool is_end = at < stop && *at == '/';
    size_t len = html_depth_read_name(at + is_end, stop, name);
    if (len == 0)
      continue;
    enum part part = html_depth_part_of(name, len);
    /* An end tag inside a comment closes nothing. A start tag in one counts as open,
     * which only overestimates. */
    if (is_end && at > comment)
      html_depth_end(&d, name, len, part);
    else if (!is_end && !html_depth_start(&d, name, len, part))
      return false;
  }
  return true;
}
