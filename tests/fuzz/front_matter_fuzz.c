/* Front matter: for any input, the body lies inside the text, the values are valid, and
 * an error has a line number and a message. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "markup/frontmatter/front_matter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *s) {
  if (s && (!*s || utf8_check(s, strlen(s), UTF8_ONE_LINE)))
    abort();
}

static void check_list(const struct front_matter_list *l) {
  for (size_t i = 0; i < l->count; i++)
    check_text(l->items[i]);
}

static void check(const struct front_matter *f, size_t size) {
  int64_t t;
  const char *dates[] = {f->date, f->publish_date, f->updated, f->expires};
  if (f->body > size)
    abort();
  check_text(f->title);
  check_text(f->slug);
  check_text(f->excerpt);
  check_text(f->parent);
  check_list(&f->categories);
  check_list(&f->tags);
  check_list(&f->aliases);
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
    if (dates[i] && clock_parse(dates[i], &t) != OK)
      abort();
  if (f->type && strcmp(f->type, "post") != 0 && strcmp(f->type, "page") != 0)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct front_matter f;
  struct parse_problem problem = {0};
  struct arena *a = arena_new(16 << 20);
  char *s = a ? arena_strndup(a, (const char *)data, size) : NULL;
  if (s) {
    enum err e = front_matter_read(a, s, size, &f, &problem);
    int lines = 1;
    for (size_t i = 0; i < size; i++)
      lines += data[i] == '\n';
    if (e == OK)
      check(&f, size);
    else if (e != ERR_INVALID && e != ERR_SYNTAX)
      abort();
    else if (!problem.message[0] || problem.line < 1 || problem.line > lines + 1)
      abort();
  }
  arena_free(a);
  return 0;
}
