/* libvips starts only when it is needed: most cards have neither logo nor emoji. */
#include "picture/card_logo.h"

#include <stdint.h>
#include <string.h>

#include <vips/vips.h>

#include "picture/picture_make.h"

/* In pixels of the card. */
enum { LOGO_WIDTH = 300, LOGO_HEIGHT = 60, CHANNELS = 4 };

static bool card_logo_start(void) {
  static bool is_started;
  if (!is_started)
    is_started = picture_make_start();
  return is_started;
}

/* Bytes red, green, blue, alpha to a 32-bit number that begins with alpha, in which the
 * colours are multiplied by it. */
static uint32_t card_logo_pixel(const uint8_t *p) {
  uint32_t alpha = p[3], out = alpha;
  for (int i = 0; i < 3; i++)
    out = out << 8 | (p[i] * alpha + 127) / 255;
  return out;
}

static cairo_surface_t *card_logo_surface(VipsImage *image) {
  int width = vips_image_get_width(image), height = vips_image_get_height(image);
  size_t size = 0;
  uint8_t *pixels = vips_image_write_to_memory(image, &size);
  if (!pixels || size != (size_t)width * (size_t)height * CHANNELS) {
    g_free(pixels);
    return NULL;
  }
  cairo_surface_t *out = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  unsigned char *data = cairo_image_surface_get_data(out);
  size_t stride = (size_t)cairo_image_surface_get_stride(out);
  const uint8_t *p = pixels;
  for (int y = 0; data && y < height; y++) {
    uint32_t *row = (void *)(data + (size_t)y * stride);
    for (int x = 0; x < width; x++, p += CHANNELS)
      row[x] = card_logo_pixel(p);
  }
  cairo_surface_mark_dirty(out);
  g_free(pixels);
  return out;
}

/* Four channels of 8 bits in sRGB. NULL if it does not work. */
static VipsImage *card_logo_normal(VipsImage *image) {
  VipsImage *colours = NULL, *alpha = NULL, *out = NULL;
  if (vips_colourspace(image, &colours, VIPS_INTERPRETATION_sRGB, NULL) != 0)
    return NULL;
  if (vips_image_hasalpha(colours))
    alpha = g_object_ref(colours);
  else if (vips_addalpha(colours, &alpha, NULL) != 0)
    alpha = NULL;
  if (alpha && vips_image_get_bands(alpha) == CHANNELS)
    (void)vips_cast_uchar(alpha, &out, NULL);
  g_object_unref(colours);
  if (alpha)
    g_object_unref(alpha);
  return out;
}

cairo_surface_t *card_logo_read(const void *data, size_t n) {
  VipsImage *small = NULL;
  /* vips declares the bytes as writable, but does not change them. */
  void *bytes = (void *)(uintptr_t)data;
  if (!card_logo_start() ||
      vips_thumbnail_buffer(bytes, n, &small, LOGO_WIDTH, "height", LOGO_HEIGHT, "size",
          VIPS_SIZE_DOWN, NULL) != 0)
    return NULL;
  VipsImage *normal = card_logo_normal(small);
  cairo_surface_t *out = normal ? card_logo_surface(normal) : NULL;
  g_object_unref(small);
  if (normal)
    g_object_unref(normal);
  return out;
}

/* The bytes red, green, blue of all pixels. Free with g_free. */
static uint8_t *card_logo_bytes(cairo_surface_t *surface, int width, int height) {
  const unsigned char *data = cairo_image_surface_get_data(surface);
  size_t stride = (size_t)cairo_image_surface_get_stride(surface);
  uint8_t *bytes = g_malloc_n((size_t)width * (size_t)height, 3), *to = bytes;
  for (int y = 0; y < height; y++) {
    const uint32_t *row = (const void *)(data + (size_t)y * stride);
    for (int x = 0; x < width; x++)
      for (int shift = 16; shift >= 0; shift -= 8)
        *to++ = (uint8_t)(row[x] >> shift);
  }
  return bytes;
}

bool card_logo_compress(cairo_surface_t *surface, struct buf *out) {
  int width = cairo_image_surface_get_width(surface);
  int height = cairo_image_surface_get_height(surface);
  if (!card_logo_start())
    return false;
  uint8_t *bytes = card_logo_bytes(surface, width, height);
  VipsImage *image = vips_image_new_from_memory(
      bytes, (size_t)width * (size_t)height * 3, width, height, 3, VIPS_FORMAT_UCHAR);
  void *png = NULL;
  size_t n = 0;
  bool made = image && vips_pngsave_buffer(image, &png, &n, "palette", TRUE, "Q", 90,
                           "dither", 0.3, "compression", 6, NULL) == 0;
  if (made)
    buf_add(out, png, n);
  g_free(png);
  if (image)
    g_object_unref(image);
  g_free(bytes);
  return made && buf_status(out) == OK;
}
