#include "markup/wordpress/wxr_head.h"

#include <string.h>

static size_t wxr_head_mark_length(const char *head, size_t n) {
  static const char mark[] = "\xef\xbb\xbf";
  size_t length = sizeof mark - 1;
  return n >= length && memcmp(head, mark, length) == 0 ? length : 0;
}

bool wxr_is_like(const char *head, size_t n) {
  static const char mark[] = "http://wordpress.org/export/";
  return memmem(head, n, "<rss", 4) && memmem(head, n, mark, sizeof mark - 1);
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
  if (!length || !blanks)
    return;
  char *to = head + mark;
  for (size_t i = 0; i < blanks; i++)
    lines += to[i] == '\n';
  memmove(to, to + blanks, length);
  memset(to + length, ' ', blanks);
  memset(to + length, '\n', lines);
}
