#include "markup/markdown/code_fence.h"

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
