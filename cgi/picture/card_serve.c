/* One process for many cards, because it takes longer to find all fonts than to draw a
 * card. */
#include "picture/card_serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/nobody.h"
#include "picture/card_draw.h"
#include "picture/card_logo.h"
#include "picture/card_png.h"
#include "picture/picture_limits.h"

enum { MOST_REQUEST = 8 << 20, FIELDS = 9 };

static void card_serve_answer(char kind, const void *data, size_t n) {
  printf("%zu\n%c", n + 1, kind);
  fwrite(data, 1, n, stdout);
  fflush(stdout);
}

static void card_serve_refuse(const char *why) {
  card_serve_answer('F', why, strlen(why));
}

/* Points to the fields in `data`, which ends with a NUL byte. False if there are not so
 * many. */
static bool card_serve_fields(const char *data, size_t n, const char *fields[FIELDS]) {
  const char *end = data + n;
  for (size_t i = 0; i < FIELDS; i++) {
    if (data >= end)
      return false;
    fields[i] = data;
    data += strlen(data) + 1;
  }
  return data == end;
}

static bool card_serve_read_card(const char *data, size_t n, struct card_content *out) {
  const char *f[FIELDS];
  if (!card_serve_fields(data, n, f))
    return false;
  *out = (struct card_content){.title = f[0],
      .site = f[1],
      .byline = f[2],
      .lang = f[3],
      .is_sans = strcmp(f[8], "sans") == 0};
  return rgb_parse(f[4], &out->paper) && rgb_parse(f[5], &out->ink) &&
         rgb_parse(f[6], &out->soft) && rgb_parse(f[7], &out->accent);
}

static void card_serve_draw(const char *data, size_t n, cairo_surface_t *logo) {
  struct card_content card;
  struct buf png = {0};
  char fault[CARD_FAULT] = "cannot be drawn";
  cairo_surface_t *drawn = NULL;
  if (card_serve_read_card(data, n, &card)) {
    card.logo = logo;
    drawn = card_draw(&card, fault);
  }
  if (drawn && card_png(drawn, &png))
    card_serve_answer('P', png.data, png.len);
  else
    card_serve_refuse(*fault ? fault : "cannot be drawn");
  if (drawn)
    cairo_surface_destroy(drawn);
  buf_free(&png);
}

/* Reads a request into `data`, with a NUL byte after it. False at the end. */
static bool card_serve_read(struct buf *data) {
  char line[16], piece[1 << 14];
  buf_clear(data);
  if (!fgets(line, sizeof line, stdin))
    return false;
  size_t left = strtoul(line, NULL, 10);
  if (!left || left > MOST_REQUEST)
    return false;
  while (left) {
    size_t got = fread(piece, 1, left < sizeof piece ? left : sizeof piece, stdin);
    if (!got)
      return false;
    buf_add(data, piece, got);
    left -= got;
  }
  return buf_status(data) == OK;
}

int card_serve(void) {
  struct buf request = {0};
  cairo_surface_t *logo = NULL;
  /* Fonts have had security holes as well. */
  if (!nobody_become())
    return EX_OSERR;
  picture_limits_confine(NULL);
  while (card_serve_read(&request)) {
    if (request.data[0] == 'L') {
      if (logo)
        cairo_surface_destroy(logo);
      logo = card_logo_read(request.data + 1, request.len - 1);
      card_serve_answer(logo ? 'L' : 'F', "", 0);
    } else {
      card_serve_draw(request.data + 1, request.len - 1, logo);
    }
  }
  if (logo)
    cairo_surface_destroy(logo);
  buf_free(&request);
  return 0;
}
