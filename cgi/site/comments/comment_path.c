#include "site/comments/comment_path.h"

#include <ctype.h>
#include <string.h>

#define PERMANENT "/comment/"
#define PAGE "comment-page-"
#define LAST "last"

char *comment_path_pages(struct arena *a, const char *article) {
  return arena_join(a, article, PAGE, NULL);
}

char *comment_path_page(struct arena *a, const char *article, int64_t number) {
  return number == COMMENT_PATH_LAST
             ? arena_join(a, article, PAGE LAST "/", NULL)
             : arena_printf(a, "%s" PAGE "%lld/", article, (long long)number);
}

/* Reads a positive number in its only spelling, followed by the last slash of the
 * path. Fifteen digits cannot overflow, not even multiplied by the size of a page. */
static bool comment_path_number(const char *s, int64_t *out) {
  int64_t value = 0;
  int digits = 0;
  if (*s == '0')
    return false;
  for (; isdigit((unsigned char)*s) && digits < 15; s++, digits++)
    value = value * 10 + (*s - '0');
  if (!digits || strcmp(s, "/") != 0)
    return false;
  *out = value;
  return true;
}

bool comment_path_cut_page(const char *path, size_t *head, int64_t *number) {
  size_t n = strlen(path), from = n ? n - 1 : 0;
  while (from && path[from - 1] != '/')
    from--;
  const char *last = path + from;
  /* "/comment-page-2/" belongs to no article: the home page has no comments. */
  if (from < 2 || strncmp(last, PAGE, strlen(PAGE)) != 0)
    return false;
  last += strlen(PAGE);
  *head = from;
  if (strcmp(last, LAST "/") != 0)
    return comment_path_number(last, number);
  *number = COMMENT_PATH_LAST;
  return true;
}

char *comment_path_permanent(struct arena *a, int64_t id) {
  return arena_printf(a, PERMANENT "%lld/", (long long)id);
}

bool comment_path_cut_permanent(const char *path, int64_t *id) {
  size_t n = strlen(PERMANENT);
  return strncmp(path, PERMANENT, n) == 0 && comment_path_number(path + n, id);
}
