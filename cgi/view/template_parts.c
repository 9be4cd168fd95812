/* A theme may do anything in its templates. What is not clearly safe is rendered as a
 * whole, which is slower and never wrong. */
#include "view/template_parts.h"

#include <string.h>
#include <strings.h>

#include "view/template_mark.h"

/* ---- Where tags end ---- */

/* Elements in whose content "<" does not begin a tag, or does so for some readers only
 * (WHATWG HTML section 13.2.5). */
static const char *const opaque[] = {"script", "style", "textarea", "title", "xmp",
    "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "svg",
    "math"};

static bool template_parts_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The end of the tag or comment that begins at `s`; NULL if it does not end. */
static const char *template_parts_tag_end(const char *s, const char *stop) {
  char quote = '\0';
  if (stop - s >= 4 && memcmp(s, "<!--", 4) == 0) {
    const char *end = memmem(s + 4, (size_t)(stop - s - 4), "-->", 3);
    return end ? end + 3 : NULL;
  }
  for (s++; s < stop; s++)
    if (quote && *s == quote)
      quote = '\0';
    else if (quote)
      continue;
    else if (*s == '"' || *s == '\'')
      quote = *s;
    else if (*s == '>')
      return s + 1;
  return NULL;
}

/* If `tag`, after its "<", opens an opaque element, that one's name. */
static const char *template_parts_opaque(const char *tag, const char *stop) {
  for (size_t i = 0; i < sizeof opaque / sizeof *opaque; i++) {
    size_t n = strlen(opaque[i]);
    if ((size_t)(stop - tag) > n && strncasecmp(tag, opaque[i], n) == 0 &&
        !template_parts_is_letter(tag[n]))
      return opaque[i];
  }
  return NULL;
}

/* What follows the end tag of the element; NULL if there is none. */
static const char *template_parts_skip(
    const char *s, const char *stop, const char *name) {
  size_t n = strlen(name);
  for (; (s = memchr(s, '<', (size_t)(stop - s))) != NULL; s++)
    if ((size_t)(stop - s) > n + 2 && s[1] == '/' && strncasecmp(s + 2, name, n) == 0 &&
        !template_parts_is_letter(s[2 + n]))
      return template_parts_tag_end(s, stop);
  return NULL;
}

bool template_parts_is_between_tags(const char *text, size_t n) {
  const char *stop = text + n;
  const char *s = text;
  while (s && (s = memchr(s, '<', (size_t)(stop - s))) != NULL) {
    const char *tag = s + 1;
    /* Even "< 3" is taken for a tag: then the page is rendered as a whole. */
    s = template_parts_tag_end(s, stop);
    const char *name = s ? template_parts_opaque(tag, stop) : NULL;
    if (name)
      s = template_parts_skip(s, stop, name);
    if (!s)
      return false;
  }
  return true;
}

/* ---- Names ---- */

/* Copies the mark at `open` without its braces. Returns what follows it; NULL if it is
 * too long or not closed. */
static const char *template_parts_mark(
    const char *open, const char *stop, char mark[TEMPLATE_MARK]) {
  const char *close = memmem(open, (size_t)(stop - open), "}}", 2);
  size_t n = close ? (size_t)(close - open) - 2 : 0;
  if (!close || n >= TEMPLATE_MARK)
    return NULL;
  memcpy(mark, open + 2, n);
  mark[n] = '\0';
  return close + 2;
}

static bool template_parts_has(const char *const *names, const char *name) {
  while (*names && strcmp(*names, name) != 0)
    names++;
  return *names != NULL;
}

/* True if one of the open sections has one of the names. */
static bool template_parts_is_in(
    const struct template_sections *s, const char *const *names) {
  for (int i = 0; i < s->depth; i++)
    if (template_parts_has(names, s->open[i]))
      return true;
  return false;
}

/* Set by view_comments.c, and by nesting.c and view_layout.c for it, before a section
 * that uses them is shown, or in the root, where nothing else sets them. */
static const char *const template_parts_own[] = {"COMMENTS", "HEADING", "COUNTED",
    "UNCOUNTED", "COMMENT", "OPEN_LIST", "OPEN_ANSWERS", "FOLD", "FOLD_LABEL", "ID",
    "HELD", "BY_AUTHOR", "AVATAR", "AVATAR_HTML", "AUTHOR_LINK", "AUTHOR_PLAIN",
    "COMMENTER", "COMMENTER_URL", "MENTION", "MENTION_HOW", "COMMENT_URL", "EDITED",
    "IN_REPLY", "PARENT_URL", "PARENT", "TEXT_HTML", "OWN", "EDIT_URL", "WITHDRAW_URL",
    "OWN_NOTE", "REPLY", "REPLY_URL", "REPLY_LABEL", "CLOSE_ITEM", "CLOSE_ANSWERS",
    "UNFOLD", "CLOSE_LIST", "PAGER", "BEFORE", "NUMBER", "AFTER", "FIND", "FIND_URL",
    "CLOSED", "SENTENCE", "FORM", "ACTION", "REMEMBER_URL", "POST_ID", "PARENT_ID",
    "MADE", "MADE_TOKEN", "KNOWN", "KNOWN_TOKEN", "FOLLOW", "FOLLOW_REPLIES",
    "FOLLOW_ALL", "PREVIEW", "BY", "NEW", "ANSWER", "REPLY_TO", "CANCEL_URL", "QUOTE",
    "QUOTE_URL", "COMMENT_TEXT", "COMMENT_FAULT", "AUTHOR_NAME", "AUTHOR_FAULT",
    "EMAIL", "EMAIL_FAULT", "EMAIL_FINE", "WEBSITE", "URL_FAULT", "FOCUS", "FAULTS",
    "WHOLE", "FIELD", "FIELD_ID", "FAULT", "ERROR", NULL};

/* These have a value of the page, too: they are set in these sections only. */
static const struct {
  const char *names[4];
  const char *const sections[5];
} template_parts_inner[] = {
    {{"URL", NULL}, {"BEFORE", "AFTER", "HERE", "LINK", NULL}},
    {{"TEXT", NULL}, {"BEFORE", "AFTER", "NUMBER", NULL}},
    {{"HERE", "LINK", "GAP", NULL}, {"NUMBER", NULL}},
    {{"ISO", "TIME", NULL}, {"COMMENT", NULL}},
};

static bool template_parts_is_set(
    const struct template_sections *sections, const char *name) {
  if (template_parts_has(template_parts_own, name))
    return true;
  for (size_t i = 0; i < sizeof template_parts_inner / sizeof *template_parts_inner;
       i++)
    if (template_parts_has(template_parts_inner[i].names, name))
      return template_parts_is_in(sections, template_parts_inner[i].sections);
  return false;
}

/* The name in a mark, in place: without what begins a section, and without
 * modifiers. */
static const char *template_parts_name(char *mark) {
  if (*mark == '#' || *mark == '/')
    return mark + 1;
  mark[strcspn(mark, ":")] = '\0';
  return mark;
}

bool template_parts_is_closed(const char *text, size_t n) {
  struct template_sections sections = {.depth = 0};
  const char *stop = text + n, *s = text;
  char mark[TEMPLATE_MARK];
  while ((s = memmem(s, (size_t)(stop - s), "{{", 2)) != NULL) {
    s = template_parts_mark(s, stop, mark);
    if (!s)
      return false;
    if (*mark == '!')
      continue;
    /* First: a section is one of the names inside it. */
    bool ends = *mark == '/';
    if (ends && template_mark_check(&sections, mark))
      return false;
    char copy[TEMPLATE_MARK];
    memcpy(copy, mark, sizeof copy);
    if (!template_parts_is_set(&sections, template_parts_name(copy)))
      return false;
    if (!ends && template_mark_check(&sections, mark))
      return false;
  }
  return true;
}

static bool template_parts_lacks(const char *text, size_t n, const char *const *names) {
  const char *stop = text + n, *s = text;
  char mark[TEMPLATE_MARK];
  while ((s = memmem(s, (size_t)(stop - s), "{{", 2)) != NULL) {
    const char *next = template_parts_mark(s, stop, mark);
    /* Only a comment may be that long, and it names nothing. */
    if (next && template_parts_has(names, template_parts_name(mark)))
      return false;
    s = next ? next : s + 2;
  }
  return true;
}

bool template_parts_is_apart(const char *text, size_t n) {
  static const char *const names[] = {"COMMENTS", "FORM", NULL};
  return template_parts_lacks(text, n, names);
}

/* All other values of the comments are inside of this section. */
bool template_parts_is_form(const char *text, size_t n) {
  static const char *const names[] = {"COMMENTS", NULL};
  return template_parts_lacks(text, n, names);
}
