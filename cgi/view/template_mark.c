/* Only a small part of ctemplate's syntax is allowed, and this checks all of it:
 * ctemplate notices some faults only when it renders a page, and reports others on
 * standard error only. */
#include "view/template_mark.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789_";

static bool template_ends_with(const char *s, size_t n, const char *end) {
  size_t m = strlen(end);
  return n >= m && memcmp(s + n - m, end, m) == 0;
}

/* Short and long names of the same modifiers. Those for JavaScript and CSS are missing,
 * as our templates have neither inline. */
static bool template_is_modifier(const char *s, size_t n) {
  static const char *const known[] = {
      "none", "h", "html_escape", "p", "pre_escape", "u", "url_query_escape"};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (strlen(known[i]) == n && memcmp(known[i], s, n) == 0)
      return true;
  return false;
}

/* NAME, NAME:modifier, NAME:modifier:modifier */
static const char *template_check_variable(const char *mark) {
  size_t name = strspn(mark, letters);
  if (name == 0 || (mark[name] && mark[name] != ':'))
    return "is not a variable, section or comment";
  for (const char *s = mark + name; *s == ':';) {
    size_t n = strcspn(++s, ":");
    if (!template_is_modifier(s, n))
      return "has an unknown modifier";
    /* The name of a variable says that its value is safe HTML. So each place where
     * nothing is escaped can be found by that name. */
    if (n == 4 && memcmp(s, "none", n) == 0 && !template_ends_with(mark, name, "_HTML"))
      return "must be escaped: only names that end in _HTML may have :none";
    s += n;
  }
  return NULL;
}

/* Sections must nest, so that the message can name the mark that is wrong. */
static const char *template_check_section(
    struct template_sections *s, const char *mark) {
  const char *name = mark + 1;
  if (!*name || name[strspn(name, letters)])
    return "is not a valid name of a section";
  if (*mark == '/') {
    if (s->depth == 0 || strcmp(s->open[s->depth - 1], name) != 0)
      return "closes a section that is not the innermost open one";
    s->depth--;
    return NULL;
  }
  if (s->depth == TEMPLATE_SECTIONS)
    return "nests sections too deeply";
  /* It fits: template_text.c refuses marks of TEMPLATE_MARK bytes and more, comments
   * excepted. */
  memcpy(s->open[s->depth++], name, strlen(name) + 1);
  return NULL;
}

const char *template_mark_check(struct template_sections *s, const char *mark) {
  switch (*mark) {
  case '!':
    return NULL;
  case '#':
  case '/':
    return template_check_section(s, mark);
  /* ctemplate's own include has a dictionary of its own, and its file would be read
   * without our checks. */
  case '>':
    return "is not supported: write {{include:FILE}}";
  case '=':
    return "would change the braces, which is not allowed";
  /* Another AUTOESCAPE in the middle would change how the rest is escaped. */
  case '%':
    return "is allowed in the first line only";
  default:
    return template_check_variable(mark);
  }
}
