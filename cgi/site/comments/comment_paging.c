#include "site/comments/comment_paging.h"

int64_t comment_paging_pages(const struct settings *c, int64_t comments) {
  int64_t size = c->page_size;
  if (!size)
    return 1;
  /* Rounded to the nearest: what would be less than half a page stays on the page
   * before it. */
  int64_t pages =
      c->newest_first ? (comments + size / 2) / size : (comments + size - 1) / size;
  return pages ? pages : 1;
}

int64_t comment_paging_home(const struct settings *c, int64_t comments) {
  return c->newest_first ? comment_paging_pages(c, comments) : 1;
}

int64_t comment_paging_of(const struct settings *c, int64_t comments, int64_t rank) {
  int64_t pages = comment_paging_pages(c, comments);
  int64_t page = c->page_size ? rank / c->page_size + 1 : 1;
  /* The last page may have more than its share. */
  return page < pages ? page : pages;
}

void comment_paging_slice(const struct settings *c, int64_t comments, int64_t page,
    int64_t *first, int64_t *count) {
  *first = (page - 1) * c->page_size;
  *count = page == comment_paging_pages(c, comments) ? comments - *first : c->page_size;
}
