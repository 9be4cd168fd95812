#include "site/pictures/social_card_order.h"

#include <string.h>

#include "base/crypt.h"
#include "site/core/theme_style.h"

/* Raise it when the program draws cards in another way: then all are drawn again by
 * "pamphlet media refresh". */
#define SOCIAL_CARD_RECIPE "1"

static void social_card_order_field(struct buf *out, const char *text) {
  buf_add(out, text, strlen(text) + 1);
}

static void social_card_order_colour(struct buf *out, struct rgb c) {
  char text[RGB_TEXT];
  rgb_format(c, text);
  social_card_order_field(out, text);
}

/* Of everything that is drawn, and of the article, so that the file of one is not that
 * of another one with the same title. */
static enum err social_card_order_hash(const struct site *site, int64_t article,
    const void *logo, size_t n, const struct buf *order, char out[SOCIAL_CARD_HASH]) {
  uint8_t hash[CRYPT_HASH];
  struct buf all = {0};
  buf_printf(&all, SOCIAL_CARD_RECIPE " %lld ", (long long)article);
  buf_add(&all, order->data, order->len);
  crypt_hash(logo, n, hash);
  buf_add(&all, hash, sizeof hash);
  enum err e = buf_status(&all);
  if (!e) {
    crypt_keyed_hash(db_secret(site->db), all.data, all.len, hash);
    crypt_hex(hash, (SOCIAL_CARD_HASH - 1) / 2, out);
  }
  buf_free(&all);
  return e;
}

enum err social_card_order(const struct site *site, const struct article *article,
    const void *logo, size_t n, struct buf *out, char hash[SOCIAL_CARD_HASH]) {
  const struct settings *s = &site->settings;
  struct theme_palette colours;
  theme_style_palette(&s->theme, &colours);
  buf_clear(out);
  social_card_order_field(out, article->title);
  social_card_order_field(out, s->title);
  /* Pages show no author. */
  social_card_order_field(out, article->type == ARTICLE_POST ? article->author : "");
  social_card_order_field(out, *article->lang ? article->lang : s->language);
  social_card_order_colour(out, colours.paper);
  social_card_order_colour(out, colours.ink);
  social_card_order_colour(out, colours.soft);
  social_card_order_colour(out, colours.accent);
  social_card_order_field(out, theme_style_is_sans(&s->theme) ? "sans" : "serif");
  enum err e = buf_status(out);
  return e ? e : social_card_order_hash(site, article->id, logo, n, out, hash);
}
