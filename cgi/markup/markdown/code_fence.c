#include "markup/markdown/code_fence.h"

#include <string.h>
#include <strings.h>

static bool code_fence_is_blank(const char *s, const char *end) {
  while (s < end && (*s == ' ' || *s == '\t' || *s == '\r'))
    s++;
  return s == end;
}

bool code_fence_follow(struct code_fence *f, const char *s, const char *end) {
  const char *at = s;
  while (at < end && (*at == ' ' || *at == '>'))
    at++;
  size_t n = 0;
  char mark = '\0';
  if (at < end)
    mark = *at;
  if (mark == '`' || mark == '~')
    while (at + n < end && at[n] == mark)
      n++;
  if (!f->mark && n >= 3) {
    f->mark = mark;
    f->marks = n;
    return true;
  }
  /* A fence is closed by at least as many marks of the same kind, without anything
   * after them (CommonMark section 4.5). */
  bool was_open = f->mark;
  if (n >= f->marks && mark == f->mark && code_fence_is_blank(at + n, end))
    f->mark = '\0';
  return was_open;
}

bool code_fence_follow_html(struct code_fence *f, const char *s, const char *end) {
  /* CommonMark section 4.6: such a block ends with a line that contains the end tag of
   * any of them, which is its own one in any real text. */
  static const char *const blocks[][2] = {{"<pre", "</pre>"}, {"<script", "</script>"},
      {"<style", "</style>"}, {"<textarea", "</textarea>"}, {"<!--", "-->"}};
  bool was_open = f->html_end != NULL;
  for (size_t i = 0; !was_open && i < sizeof blocks / sizeof blocks[0]; i++) {
    size_t n = strlen(blocks[i][0]);
    if ((size_t)(end - s) >= n && strncasecmp(s, blocks[i][0], n) == 0)
      f->html_end = blocks[i][1];
  }
  if (!f->html_end)
    return false;
  size_t n = strlen(f->html_end);
  for (const char *at = s; (size_t)(end - at) >= n; at++)
    if (strncasecmp(at, f->html_end, n) == 0) {
      f->html_end = NULL;
      break;
    }
  return true;
}

size_t code_fence_span(const char *s, const char *end) {
  size_t ticks = 0;
  while (s + ticks < end && s[ticks] == '`')
    ticks++;
  for (const char *at = s + ticks; at < end;) {
    size_t run = 0;
    while (at + run < end && at[run] == '`')
      run++;
    if (run == ticks)
      return (size_t)(at + run - s);
    at += run ? run : 1;
  }
  return ticks;
}
