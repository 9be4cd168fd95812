/* Values are checked by kind, and written again from what was understood, always in
 * double quotes. The quotes matter: without them, or in single ones, a value such as "x
 * onerror=y" ends where the author of it wants. */
#include "markup/html/sanitise_attributes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "markup/html/html_tree.h"
#include "markup/html/sanitise_value.h"
#include "markup/names/lang.h"
#include "markup/names/url.h"

enum { MOST_ID = 200 };

static const char digits[] = "0123456789";
static const char spaces[] = " \t\n\f\r";

/* Length of the character at `s` if HTML must not contain it; otherwise 0. */
static size_t sanitise_attributes_forbidden(const unsigned char *s) {
  if (*s < 0x20)
    return *s != '\t' && *s != '\n';
  if (*s == 0x7f)
    return 1;
  if (*s == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0)
    return 2;
  /* U+FDD0 to U+FDEF; U+FFFE and U+FFFF. */
  if (*s == 0xef && s[1] == 0xb7 && s[2] >= 0x90 && s[2] < 0xb0)
    return 3;
  if (*s == 0xef && s[1] == 0xbf && s[2] >= 0xbe)
    return 3;
  /* The last two of every further plane. */
  if (*s >= 0xf0 && (s[1] & 0x0f) == 0x0f && s[2] == 0xbf && s[3] >= 0xbe)
    return 4;
  return 0;
}

/* "<" and ">" are escaped in values as well. HTML allows them there, but html_clean.h
 * finds the end of a tag by the first '>'. */
static const char *sanitise_attributes_escape_of(char c, bool value) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return value ? "&quot;" : NULL;
  default:
    return NULL;
  }
}

static void sanitise_attributes_put(struct buf *out, const char *s, bool value) {
  const char *from = s;
  while (*s) {
    const char *escape = sanitise_attributes_escape_of(*s, value);
    /* U+0000 ends the string, so it cannot occur here. */
    size_t skip = escape ? 1 : sanitise_attributes_forbidden((const unsigned char *)s);
    if (!skip) {
      s++;
      continue;
    }
    buf_add(out, from, (size_t)(s - from));
    if (escape)
      buf_puts(out, escape);
    /* A form feed separates words in HTML, so it becomes a space instead of
     * disappearing. */
    else if (*s == '\f')
      buf_putc(out, ' ');
    s += skip;
    from = s;
  }
  buf_add(out, from, (size_t)(s - from));
}

void sanitise_put_text(struct buf *out, const char *s) {
  sanitise_attributes_put(out, s, false);
}

static void sanitise_attributes_put_pair(
    struct buf *out, const char *name, const char *value) {
  buf_putc(out, ' ');
  buf_puts(out, name);
  buf_puts(out, "=\"");
  sanitise_attributes_put(out, value, true);
  buf_putc(out, '"');
}

/* Claims the ID; returns false if it is taken. */
static bool sanitise_attributes_claim(struct sanitise_writer *w, const char *id) {
  bool is_new = false;
  /* An ID that occurs twice is invalid, and a link to it leads to the first one
   * only. */
  w->failed = id_set_add(&w->ids, w->arena, id, &is_new) != OK || w->failed;
  return is_new;
}

static bool sanitise_attributes_id_is_good(const char *id) {
  size_t n = strlen(id);
  /* An ID of the page itself would capture what refers to it, such as the link that
   * skips to the content, or the label of a field. */
  if (n == 0 || n > MOST_ID || strcspn(id, spaces) != n || sanitise_is_page_id(id))
    return false;
  for (const char *at = id; *at; at++)
    if (sanitise_attributes_forbidden((const unsigned char *)at))
      return false;
  return true;
}

/* The URL to write for `url`; false if there is none. */
static bool sanitise_attributes_resolve(
    struct sanitise_writer *w, const char *url, bool source, struct buf *out) {
  enum url_kind kind = url_classify(url);
  /* What is unsafe is never shown to the rewriter, which may look for a file of that
   * name. */
  bool rewritable = kind == URL_EXTERNAL || kind == URL_RELATIVE;
  if (rewritable && w->rewriter) {
    url = w->rewriter->rewrite(w->rewriter->context, url, source);
    if (!url)
      return false;
    /* What the rewriter returns is checked like any other URL. */
    kind = url_classify(url);
  }
  if (kind == URL_UNSAFE || (source && (kind == URL_CONTACT || kind == URL_FRAGMENT)))
    return false;
  /* An empty address would load the page itself as a picture. */
  if (source && !*url)
    return false;
  /* Stricter than for articles: readers may link to websites only, by a whole
   * address. */
  if (w->profile == SANITISE_COMMENT && !url_is_website(url, strlen(url)))
    return false;
  url_put(out, url);
  return true;
}

static void sanitise_attributes_put_words(
    struct buf *out, const char *name, const char *words, const char *s) {
  struct buf kept = {0};
  for (s += strspn(s, spaces); *s; s += strspn(s, spaces)) {
    size_t n = strcspn(s, spaces);
    if (sanitise_has_word(words, s, n)) {
      if (kept.len)
        buf_putc(&kept, ' ');
      buf_add(&kept, s, n);
    }
    s += n;
  }
  if (kept.len)
    sanitise_attributes_put_pair(out, name, buf_text(&kept));
  out->failed = out->failed || kept.failed;
  buf_free(&kept);
}

static void sanitise_attributes_add_class(struct buf *class, const char *word) {
  if (sanitise_has_word(buf_text(class), word, strlen(word)))
    return;
  buf_puts(class, word);
  buf_putc(class, ' ');
}

/* "brush: php; first-line: 5", as the blocks of SyntaxHighlighter in WordPress have it,
 * is no list of classes. Adds the language. */
static void sanitise_attributes_add_brush(struct buf *class, const char *s) {
  static const char name[] = "brush:";
  char word[64] = "language-", room[64];
  const char *at = strstr(s, name);
  if (!at || (at > s && !strchr(spaces, at[-1])))
    return;
  at += sizeof name - 1;
  at += strspn(at, spaces);
  size_t n = strcspn(at, "; \t\n\r\f"), prefix = strlen(word);
  if (!n || prefix + n >= sizeof word)
    return;
  memcpy(word + prefix, at, n);
  const char *known = sanitise_find_class(word, prefix + n, room);
  if (known)
    sanitise_attributes_add_class(class, known);
}

/* Collects the allowed classes, each followed by a space. */
static void sanitise_attributes_add_classes(struct buf *class, const char *s) {
  char room[64];
  sanitise_attributes_add_brush(class, s);
  for (s += strspn(s, spaces); *s; s += strspn(s, spaces)) {
    size_t n = strcspn(s, spaces);
    const char *word = sanitise_find_class(s, n, room);
    /* No legitimate element has this many classes: the rest is ignored. Each word is
     * compared with all before it, so the limit keeps this linear. */
    if (word && class->len < 512)
      sanitise_attributes_add_class(class, word);
    s += n;
  }
}

static void sanitise_attributes_add_align(struct buf *class, const char *value) {
  char word[32] = "align-";
  size_t n = strlen(value);
  /* Longer values are none of these words and are refused below. */
  for (size_t i = 0; i < n && i < 8; i++)
    word[6 + i] =
        (char)(value[i] >= 'A' && value[i] <= 'Z' ? value[i] - 'A' + 'a' : value[i]);
  if (n < 8 && sanitise_has_word("left right center ", word + 6, n))
    sanitise_attributes_add_class(class, word);
}

/* Classes exist for multiples of five, and for thirds. Rounded down, the widths of all
 * columns in a row never exceed its own. */
static void sanitise_attributes_add_width(struct buf *class, const char *value) {
  static const char name[] = "flex-basis";
  for (const char *s = value; *s; s += *s == ';') {
    s += strspn(s, spaces);
    const char *at = s + sizeof name - 1, *next = s + strcspn(s, ";");
    bool is_width = strncmp(s, name, sizeof name - 1) == 0;
    s = next;
    if (!is_width || *(at += strspn(at, spaces)) != ':')
      continue;
    at += 1 + strspn(at + 1, spaces);
    size_t n = strspn(at, digits);
    const char *end = at + n + (at[n] == '.' ? 1 + strspn(at + n + 1, digits) : 0);
    if (n != 2 || *end != '%')
      continue;
    int percent = (at[0] - '0') * 10 + at[1] - '0';
    if (percent != 33 && percent != 66)
      percent -= percent % 5;
    char word[32];
    snprintf(word, sizeof word, "width-%d", percent);
    if (percent >= 10 && percent <= 90)
      sanitise_attributes_add_class(class, word);
    return;
  }
}

struct attribute {
  const struct sanitise_attribute *rule;
  const char *name, *value;
};

static unsigned sanitise_attributes_put_url(
    struct sanitise_writer *w, const struct attribute *a, struct buf *out) {
  struct buf url = {0};
  bool source = a->rule->value == VALUE_SOURCE;
  bool good = sanitise_attributes_resolve(w, a->value, source, &url);
  if (good)
    sanitise_attributes_put_pair(out, a->name, buf_text(&url));
  out->failed = out->failed || url.failed;
  buf_free(&url);
  if (!good)
    return 0;
  return strcmp(a->name, "href") == 0  ? WROTE_LINK
         : strcmp(a->name, "src") == 0 ? WROTE_SOURCE
                                       : 0;
}

static unsigned sanitise_attributes_put_id(
    struct sanitise_writer *w, const char *id, struct buf *out) {
  if (!sanitise_attributes_id_is_good(id) || !sanitise_attributes_claim(w, id))
    return 0;
  sanitise_attributes_put_pair(out, "id", id);
  return WROTE_ID;
}

static unsigned sanitise_attributes_put_text(
    const struct attribute *a, struct buf *out) {
  sanitise_attributes_put_pair(out, a->name, a->value);
  return strcmp(a->name, "alt") == 0 ? WROTE_ALT : 0;
}

static unsigned sanitise_attributes_put_boolean(
    const struct attribute *a, struct buf *out) {
  buf_putc(out, ' ');
  buf_puts(out, a->name);
  return strcmp(a->name, "controls") == 0 ? WROTE_CONTROLS : 0;
}

static unsigned sanitise_attributes_put_if(
    bool good, const struct attribute *a, struct buf *out, unsigned bit) {
  if (good)
    sanitise_attributes_put_pair(out, a->name, a->value);
  return good ? bit : 0;
}

static bool sanitise_attributes_word_is_good(
    const struct sanitise_element *element, const struct attribute *a) {
  size_t n = strlen(a->value);
  /* A value with a space could match two neighbours in the list of words. */
  if (!sanitise_has_word(a->rule->words, a->value, n) || strchr(a->value, ' '))
    return false;
  if (strcmp(a->name, "type") != 0)
    return true;
  /* List types are one letter, media types contain a slash. */
  return strcmp(element->name, "ol") == 0       ? n == 1
         : strcmp(element->name, "source") == 0 ? strchr(a->value, '/') != NULL
                                                : n > 1;
}

static unsigned sanitise_attributes_put_one(struct sanitise_writer *w,
    const struct sanitise_element *element, const struct attribute *a,
    const GumboNode *node, struct buf *class, struct buf *out) {
  const char *value = a->value;
  switch (a->rule->value) {
  case VALUE_TEXT:
    return sanitise_attributes_put_text(a, out);
  case VALUE_LINK:
  case VALUE_SOURCE:
    return sanitise_attributes_put_url(w, a, out);
  case VALUE_NUMBER:
    return sanitise_attributes_put_if(sanitise_value_is_number(value), a, out, 0);
  case VALUE_INTEGER:
    return sanitise_attributes_put_if(
        sanitise_value_is_number(value + (*value == '-')), a, out, 0);
  case VALUE_RANGES:
    return sanitise_attributes_put_if(sanitise_value_is_ranges(value), a, out, 0);
  case VALUE_BOOLEAN:
    return sanitise_attributes_put_boolean(a, out);
  case VALUE_TIME:
    return sanitise_attributes_put_if(
        sanitise_value_is_time(value), a, out, WROTE_TIME);
  case VALUE_WORD:
    return sanitise_attributes_put_if(sanitise_attributes_word_is_good(element, a), a,
        out, strcmp(a->name, "loading") == 0 ? WROTE_LOADING : 0);
  case VALUE_WORDS:
    sanitise_attributes_put_words(out, a->name, a->rule->words, value);
    return 0;
  case VALUE_CLASS:
    sanitise_attributes_add_classes(class, value);
    return 0;
  case VALUE_ALIGN:
    sanitise_attributes_add_align(class, value);
    return 0;
  case VALUE_STYLE:
    sanitise_attributes_add_width(class, value);
    return 0;
  case VALUE_ID:
    return sanitise_attributes_put_id(w, value, out);
  case VALUE_NAME:
    /* `name` is the old form of `id`, which wins if there are both. */
    return html_attribute(node, "id") ? 0 : sanitise_attributes_put_id(w, value, out);
  case VALUE_LANG:
    return sanitise_attributes_put_if(lang_is_valid(value), a, out, 0);
  }
  return 0;
}

static bool sanitise_attributes_is_allowed(const struct sanitise_writer *w,
    const struct sanitise_element *element, const char *name) {
  size_t n = strlen(name);
  /* The names are those allowed in comments. */
  if (element->attributes && sanitise_has_word(element->attributes, name, n))
    return w->profile == SANITISE_AUTHOR ||
           sanitise_has_word(
               "href title cite datetime colspan rowspan start value ", name, n);
  return w->profile == SANITISE_AUTHOR &&
         sanitise_has_word("id class lang dir ", name, n);
}

unsigned sanitise_put_attributes(struct sanitise_writer *w,
    const struct sanitise_element *rule, const GumboNode *node, struct buf *out) {
  const GumboVector *all = &node->v.element.attributes;
  struct buf class = {0};
  unsigned wrote = 0;
  for (unsigned i = 0; i < all->length; i++) {
    const GumboAttribute *given = all->data[i];
    struct attribute a = {
        sanitise_find_attribute(given->name), given->name, given->value};
    /* "xlink:href" arrives as "href" with a namespace of its own. */
    if (a.rule && given->attr_namespace == GUMBO_ATTR_NAMESPACE_NONE &&
        sanitise_attributes_is_allowed(w, rule, given->name))
      wrote |= sanitise_attributes_put_one(w, rule, &a, node, &class, out);
  }
  /* Written last, because `align` adds to it. */
  if (class.len) {
    class.data[class.len - 1] = '\0';
    sanitise_attributes_put_pair(out, "class", class.data);
  }
  out->failed = out->failed || class.failed;
  buf_free(&class);
  return wrote;
}
