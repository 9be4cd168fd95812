/* Recognises an export by its root element, not by its name: "blog.xml" may be
 * anything. expat parses the head, so that comments, a DOCTYPE and any quoting before
 * that element are read correctly. */
#include "markup/wordpress/wxr_head.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

static size_t wxr_head_mark_length(const char *head, size_t n) {
  static const char mark[] = "\xef\xbb\xbf";
  size_t length = sizeof mark - 1;
  return n >= length && memcmp(head, mark, length) == 0 ? length : 0;
}

bool wxr_has_namespace(const char *const *attributes) {
  for (; *attributes; attributes += 2)
    if (strncmp(attributes[0], "xmlns", 5) == 0 &&
        strstr(attributes[1], "wordpress.org/export/"))
      return true;
  return false;
}

struct root {
  XML_Parser parser;
  enum wxr_root kind;
  char *name;
};

static void wxr_head_on_start(
    void *context, const char *name, const char **attributes) {
  struct root *r = context;
  bool is_export = strcmp(name, "rss") == 0 && wxr_has_namespace(attributes);
  r->kind = is_export ? WXR_ROOT_EXPORT : WXR_ROOT_OTHER;
  snprintf(r->name, WXR_ROOT_NAME, "%s", name);
  XML_StopParser(r->parser, XML_FALSE);
}

/* True for UTF-16, which expat recognises by the mark that XML requires there. */
static bool wxr_head_is_utf_16(const char *head, size_t n) {
  return n >= 2 &&
         (memcmp(head, "\xff\xfe", 2) == 0 || memcmp(head, "\xfe\xff", 2) == 0);
}

enum wxr_root wxr_find_root(const char *head, size_t n, char name[WXR_ROOT_NAME]) {
  bool wide = wxr_head_is_utf_16(head, n);
  size_t ignored, at = wide ? 0 : wxr_find_declaration(head, n, &ignored);
  /* In any other encoding, names and namespaces are ASCII, and expat does not know all
   * that a declaration may name. */
  struct root r = {
      .parser = XML_ParserCreate(wide ? NULL : "ISO-8859-1"), .name = name};
  *name = '\0';
  if (!r.parser)
    return WXR_ROOT_NONE;
  XML_SetUserData(r.parser, &r);
  XML_SetStartElementHandler(r.parser, wxr_head_on_start);
  /* The result is in `r`: the head ends in the middle of the document, and an error
   * after the root element is no matter here. */
  (void)XML_Parse(r.parser, head + at, (int)(n - at), 0);
  XML_ParserFree(r.parser);
  return r.kind;
}

size_t wxr_find_declaration(const char *head, size_t n, size_t *length) {
  size_t at = wxr_head_mark_length(head, n);
  while (at < n && strchr(" \t\r\n", head[at]) && head[at])
    at++;
  bool begins = n - at > 5 && memcmp(head + at, "<?xml", 5) == 0;
  const char *end = begins ? memmem(head + at, n - at, "?>", 2) : NULL;
  *length = end ? (size_t)(end + 2 - (head + at)) : 0;
  return at;
}

void wxr_fix_head(char *head, size_t n) {
  size_t length, mark = wxr_head_mark_length(head, n);
  size_t blanks = wxr_find_declaration(head, n, &length) - mark, lines = 0;
  /* Without a declaration, blanks at the beginning are allowed. */
  if (!length || !blanks)
    return;
  char *to = head + mark;
  for (size_t i = 0; i < blanks; i++)
    lines += to[i] == '\n';
  memmove(to, to + blanks, length);
  memset(to + length, ' ', blanks);
  /* As many line ends as before, so that the lines of errors are those of the file. */
  memset(to + length, '\n', lines);
}
