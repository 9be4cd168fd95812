/* A text on a plain background has some hundred colours, and those that differ least
 * look alike. So a table of colours is enough, which takes a few milliseconds. Emoji
 * and logos have more; choosing among these is libimagequant's work, for a tenth of a
 * second. */
#include "picture/card_png.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#include <png.h>

#include "picture/card_logo.h"

/* A colour is found by the bits of it that count, in a table of so many slots. */
enum { COLOURS = 256, SLOTS = 1024, BITS = 0xf8f8f8, LEVEL = 5 };

struct card_png_palette {
  uint32_t keys[SLOTS]; /* bits + 1; 0: a free slot */
  uint8_t numbers[SLOTS];
  png_color colours[COLOURS];
  int count;
};

/* The number of a colour, for all that share its bits; -1 if there are too many. */
static int card_png_number(struct card_png_palette *p, uint32_t pixel) {
  uint32_t key = (pixel & BITS) + 1;
  size_t slot = (key * 2654435761u) >> 22;
  while (p->keys[slot] && p->keys[slot] != key)
    slot = (slot + 1) % SLOTS;
  if (!p->keys[slot]) {
    if (p->count == COLOURS)
      return -1;
    p->keys[slot] = key;
    p->numbers[slot] = (uint8_t)p->count;
    p->colours[p->count++] =
        (png_color){(png_byte)(pixel >> 16), (png_byte)(pixel >> 8), (png_byte)pixel};
  }
  return p->numbers[slot];
}

/* Numbers all pixels; false if there are too many colours. */
static bool card_png_index(
    cairo_surface_t *surface, struct card_png_palette *p, uint8_t *out) {
  int width = cairo_image_surface_get_width(surface);
  int height = cairo_image_surface_get_height(surface);
  const unsigned char *data = cairo_image_surface_get_data(surface);
  size_t stride = (size_t)cairo_image_surface_get_stride(surface);
  for (int y = 0; y < height; y++) {
    const uint32_t *row = (const void *)(data + (size_t)y * stride);
    int number = 0;
    for (int x = 0; x < width; x++) {
      /* Most pixels are like the one before. */
      if ((!x || row[x] != row[x - 1]) && (number = card_png_number(p, row[x])) < 0)
        return false;
      *out++ = (uint8_t)number;
    }
  }
  return true;
}

static void card_png_append(png_structp png, png_bytep data, size_t n) {
  buf_add(png_get_io_ptr(png), data, n);
}

static void card_png_flush(png_structp png) {
  (void)png;
}

static bool card_png_write(const uint8_t *pixels, png_uint_32 width, png_uint_32 height,
    const struct card_png_palette *palette, struct buf *out) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  /* Errors of libpng come back here. */
  if (!info || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_set_write_fn(png, out, card_png_append, card_png_flush);
  png_set_compression_level(png, LEVEL);
  /* Differences of numbers in a table mean nothing. */
  png_set_filter(png, 0, PNG_FILTER_NONE);
  png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_PLTE(png, info, palette->colours, palette->count);
  png_write_info(png, info);
  for (png_uint_32 y = 0; y < height; y++)
    png_write_row(png, pixels + (size_t)y * width);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return buf_status(out) == OK;
}

bool card_png(cairo_surface_t *surface, struct buf *out) {
  struct card_png_palette palette = {.count = 0};
  cairo_surface_flush(surface);
  size_t width = (size_t)cairo_image_surface_get_width(surface);
  size_t height = (size_t)cairo_image_surface_get_height(surface);
  uint8_t *pixels = malloc(width * height);
  if (!pixels)
    return false;
  bool written = card_png_index(surface, &palette, pixels)
                     ? card_png_write(pixels, (png_uint_32)width, (png_uint_32)height,
                           &palette, out)
                     : card_logo_compress(surface, out);
  free(pixels);
  return written;
}
