#include "text/slug.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/limits.h"

static const char *const reserved[] = {"api", "archives", "assets", "author",
    "category", "comment", "comments", "feed", "healthz", "index", "media", "metrics",
    "page", "preview", "respond", "robots", "rss", "search", "sitemap", "tag",
    "wp-admin", "wp-comments-post", "wp-content", "wp-includes", "wp-json", "wp-login"};

static bool is_kept(ucs4_t c) {
  return uc_is_general_category_withtable(
      c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N);
}

enum err slug_make(const char *title, struct buf *out) {
  size_t n = strlen(title), len = 0;
  struct buf slug = {0};
  if (u8_check((const uint8_t *)title, n) != NULL)
    return ERR_SYNTAX;
  if (n == 0)
    return OK;
  uint8_t *folded =
      u8_casefold((const uint8_t *)title, n, NULL, UNINORM_NFKC, NULL, &len);
  if (!folded)
    return errno == ENOMEM ? ERR_NOMEM : ERR_SYNTAX;
  for (size_t i = 0; i < len;) {
    ucs4_t c;
    int step = u8_mbtouc(&c, folded + i, len - i);
    bool mark = uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
    if (uc_is_property_default_ignorable_code_point(c)) {
      /* Variation selectors of emoji, joiners: nothing to be seen. */
    } else if (is_kept(c) && !(mark && (!slug.len || slug.data[slug.len - 1] == '-'))) {
      if (slug.len + (size_t)step > LIMIT_SLUG)
        break;
      buf_add(&slug, folded + i, (size_t)step);
    } else if (slug.len && slug.data[slug.len - 1] != '-' && slug.len < LIMIT_SLUG) {
      buf_putc(&slug, '-');
    }
    i += (size_t)step;
  }
  free(folded);
  while (slug.len && slug.data[slug.len - 1] == '-')
    slug.data[--slug.len] = '\0';
  enum err e = buf_status(&slug);
  if (!e)
    buf_puts(out, buf_text(&slug));
  buf_free(&slug);
  return e ? e : buf_status(out);
}

bool slug_is_valid(const char *slug) {
  struct buf made = {0};
  bool valid =
      *slug && slug_make(slug, &made) == OK && strcmp(buf_text(&made), slug) == 0;
  buf_free(&made);
  return valid;
}

bool slug_is_reserved(const char *slug) {
  if (strspn(slug, "0123456789") == strlen(slug))
    return true;
  for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
    if (strcmp(reserved[i], slug) == 0)
      return true;
  return false;
}
