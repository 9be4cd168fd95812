/* No letters: a first letter says what the name next to it says, text browsers would
 * show it twice, and fonts do not have every one. Colours are attributes, because the
 * Content-Security-Policy forbids style attributes; the picture is in the page, because
 * fifty files would be fifty requests. */
#include "site/pages/comment_avatar.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/crypt.h"
#include "base/utf8.h"

enum { PALETTES = 16, CELLS = 4, KINDS = 4, SIDES = 4 };

/* The ground is dark and the shapes are lighter, which stands out from light and dark
 * pages alike. */
static const char comment_avatar_colours[PALETTES][3][7] = {
    {"264653", "2a9d8f", "e9c46a"},
    {"6d597a", "b56576", "eaac8b"},
    {"335c67", "e09f3e", "fff3b0"},
    {"1d3557", "457b9d", "a8dadc"},
    {"5f0f40", "d62839", "fb8b24"},
    {"3d405b", "81b29a", "f2cc8f"},
    {"3a4a22", "8a9a5b", "dda15e"},
    {"22577a", "38a3a5", "80ed99"},
    {"5a189a", "9d4edd", "e0aaff"},
    {"7f4f24", "b6ad90", "e6ccb2"},
    {"8d0801", "e5383b", "f4d58d"},
    {"134074", "8da9c4", "eef4ed"},
    {"4a4e69", "9a8c98", "f2e9e4"},
    {"2d6a4f", "74c69d", "d8f3dc"},
    {"774936", "c38e70", "edc4b3"},
    {"463f57", "e56b6f", "ffcdb2"},
};

/* From one corner of a cell of 4 by 4 on: a quarter disc (twice, because it looks
 * best), a triangle, a half disc. The corner, clockwise from the top left, says how the
 * shape is turned. */
static const char *const comment_avatar_shapes[KINDS][SIDES] = {
    {"h4a4 4 0 0 1-4 4z", "v4a4 4 0 0 1-4-4z", "h-4a4 4 0 0 1 4-4z",
        "v-4a4 4 0 0 1 4 4z"},
    {"h4a4 4 0 0 1-4 4z", "v4a4 4 0 0 1-4-4z", "h-4a4 4 0 0 1 4-4z",
        "v-4a4 4 0 0 1 4 4z"},
    {"h4l-4 4z", "v4l-4-4z", "h-4l4-4z", "v-4l4 4z"},
    {"h4a2 2 0 0 1-4 0z", "v4a2 2 0 0 1 0-4z", "h-4a2 2 0 0 1 4 0z",
        "v-4a2 2 0 0 1 0 4z"},
};

/* "M" and the corner of a cell; both numbers have one digit. Not buf_printf, which
 * would be most of what a comment costs. */
static void comment_avatar_put_move(struct buf *out, unsigned x, unsigned y) {
  const char move[] = {'M', (char)('0' + x), ' ', (char)('0' + y)};
  buf_add(out, move, sizeof move);
}

static void comment_avatar_put_path(struct buf *out, const char *colour) {
  buf_puts(out, "<path fill=\"#");
  buf_puts(out, colour);
  buf_puts(out, "\" d=\"");
}

/* The cells whose shapes have one of the two colours. */
static void comment_avatar_put_shapes(
    struct buf *out, const char *colour, const uint8_t bits[CELLS], unsigned second) {
  bool has_any = false;
  for (unsigned i = 0; i < CELLS; i++) {
    unsigned corner = bits[i] & 3u, kind = (bits[i] >> 2) & 3u;
    if (((bits[i] >> 4) & 1u) != second)
      continue;
    if (!has_any)
      comment_avatar_put_path(out, colour);
    has_any = true;
    unsigned x = (i & 1u) * 4 + (corner == 1 || corner == 2 ? 4 : 0);
    unsigned y = (i >> 1) * 4 + (corner >= 2 ? 4 : 0);
    comment_avatar_put_move(out, x, y);
    buf_puts(out, comment_avatar_shapes[kind][corner]);
  }
  if (has_any)
    buf_puts(out, "\"/>");
}

enum err comment_avatar(struct arena *a, const char *name, const char **svg) {
  struct buf folded = {0}, out = {0};
  uint8_t hash[CRYPT_HASH];
  enum err e = utf8_lower(&folded, name);
  if (!e) {
    crypt_hash(buf_text(&folded), folded.len, hash);
    const char(*colours)[7] = comment_avatar_colours[hash[0] % PALETTES];
    buf_puts(&out, "<svg class=\"avatar\" width=\"32\" height=\"32\""
                   " viewBox=\"0 0 8 8\" aria-hidden=\"true\">");
    comment_avatar_put_path(&out, colours[0]);
    buf_puts(&out, "M0 0h8v8H0z\"/>");
    comment_avatar_put_shapes(&out, colours[1], hash + 1, 0);
    comment_avatar_put_shapes(&out, colours[2], hash + 1, 1);
    buf_puts(&out, "</svg>");
    e = buf_status(&out);
  }
  const char *copy = e ? NULL : arena_strndup(a, buf_text(&out), out.len);
  buf_free(&folded);
  buf_free(&out);
  if (copy)
    *svg = copy;
  return e ? e : copy ? OK : ERR_NOMEM;
}
