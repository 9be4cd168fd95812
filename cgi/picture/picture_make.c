#include "picture/picture_make.h"

#include <stdint.h>
#include <string.h>

#include <vips/vips.h>

#include "picture/picture_save.h"
#include "picture/picture_svg.h"

/* A picture of more pixels is more likely an attack than a photograph: it takes
 * gigabytes to show it as well. */
enum { MOST_MEGAPIXELS = 100, MOST_PROFILE = 4096 };

/* Half a JPEG is no error to libvips, only a warning, as are things that do not matter.
 */
static bool picture_make_is_cut;

static void picture_make_note(
    const char *domain, GLogLevelFlags level, const char *message, void *context) {
  (void)domain, (void)level, (void)context;
  if (strstr(message, "remature end"))
    picture_make_is_cut = true;
}

bool picture_make_start(void) {
  if (VIPS_INIT("pamphlet-picture") != 0)
    return false;
  g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, picture_make_note, NULL);
  /* Loaders that are not meant for files from strangers. */
  vips_block_untrusted_set(TRUE);
  vips_cache_set_max(0);
  /* Several pictures are made at the same time instead, each by a process. */
  vips_concurrency_set(1);
  return true;
}

/* By the loader that the content asks for; the ending of the name may be wrong. */
static enum picture_format picture_make_format(const struct picture_job *job) {
  static const struct {
    const char *loader;
    enum picture_format format;
  } loaders[] = {{"VipsForeignLoadJpegBuffer", PICTURE_JPEG},
      {"VipsForeignLoadPngBuffer", PICTURE_PNG},
      {"VipsForeignLoadWebpBuffer", PICTURE_WEBP},
      {"VipsForeignLoadNsgifBuffer", PICTURE_GIF},
      {"VipsForeignLoadHeifBuffer", PICTURE_AVIF}};
  const char *found = vips_foreign_find_load_buffer(job->data, job->size);
  for (size_t i = 0; found && i < sizeof loaders / sizeof *loaders; i++)
    if (strcmp(found, loaders[i].loader) == 0)
      return loaders[i].format;
  return PICTURE_OTHER;
}

/* The colours of the copies: those of the picture, with its profile if that is small,
 * as that of Display P3 is; what no browser shows, such as CMYK, becomes sRGB. */
static bool picture_make_keeps_colours(VipsImage *image) {
  const void *profile;
  size_t size = 0;
  if (vips_image_get_typeof(image, VIPS_META_ICC_NAME))
    vips_image_get_blob(image, VIPS_META_ICC_NAME, &profile, &size);
  return vips_image_get_interpretation(image) != VIPS_INTERPRETATION_CMYK &&
         size <= MOST_PROFILE;
}

/* The picture in the largest width of a copy, upright, in memory, 8 bits per channel.
 */
static VipsImage *picture_make_base(
    const struct picture_job *job, VipsImage *head, int width) {
  VipsImage *small = NULL, *flat = NULL, *memory = NULL;
  const char *profile = picture_make_keeps_colours(head) ? NULL : "srgb";
  /* vips declares the bytes as writable, but does not change them. */
  void *data = (void *)(uintptr_t)job->data;
  int failed =
      profile ? vips_thumbnail_buffer(data, job->size, &small, width, "height",
                    VIPS_MAX_COORD, "size", VIPS_SIZE_DOWN, "export_profile", profile,
                    "import_profile", "cmyk", "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL)
              : vips_thumbnail_buffer(data, job->size, &small, width, "height",
                    VIPS_MAX_COORD, "size", VIPS_SIZE_DOWN, "fail_on",
                    VIPS_FAIL_ON_TRUNCATED, NULL);
  if (failed)
    return NULL;
  VipsInterpretation space = vips_image_get_bands(small) < 3 ? VIPS_INTERPRETATION_B_W
                                                             : VIPS_INTERPRETATION_sRGB;
  if (vips_colourspace(small, &flat, space, NULL) == 0 &&
      vips_image_get_format(flat) == VIPS_FORMAT_UCHAR)
    memory = vips_image_copy_memory(flat);
  g_object_unref(small);
  if (flat)
    g_object_unref(flat);
  return memory;
}

/* Removes all metadata, such as Exif, except the colour profile. */
static void picture_make_clean(VipsImage *image) {
  char **names = vips_image_get_fields(image);
  for (char **name = names; name && *name; name++)
    if (strcmp(*name, VIPS_META_ICC_NAME) != 0)
      /* Fails for the fields that every picture has, such as its width. */
      (void)vips_image_remove(image, *name);
  g_strfreev(names);
}

static void picture_make_copies(
    const struct picture_job *job, VipsImage *head, struct picture_result *out) {
  int width = out->width < PICTURE_WIDEST ? out->width : PICTURE_WIDEST;
  VipsImage *base = picture_make_base(job, head, width), *clean = NULL;
  if (!base || picture_make_is_cut) {
    if (base)
      g_object_unref(base);
    out->fault = "is damaged or not complete: no smaller copies are made";
    return;
  }
  if (vips_copy(base, &clean, NULL) == 0) {
    picture_make_clean(clean);
    if (!picture_save_copies(job, clean, out))
      out->fault = "cannot be converted: no smaller copies are made";
    g_object_unref(clean);
  } else {
    out->fault = "cannot be converted: no smaller copies are made";
  }
  g_object_unref(base);
}

/* Sets the size as browsers show it: orientations 5 to 8 (Exif 2.32 section 4.6.4) lie
 * on their side. The frames of an animation are below each other. */
static void picture_make_size(VipsImage *head, struct picture_result *out) {
  out->width = vips_image_get_width(head);
  out->height = vips_image_get_page_height(head);
  if (out->format != PICTURE_AVIF && vips_image_get_orientation_swap(head)) {
    int width = out->width;
    out->width = out->height;
    out->height = width;
  }
}

static bool picture_make_is_hevc(VipsImage *head) {
  const char *compression = NULL;
  return vips_image_get_typeof(head, "heif-compression") &&
         vips_image_get_string(head, "heif-compression", &compression) == 0 &&
         strcmp(compression, "hevc") == 0;
}

static void picture_make_raster(
    const struct picture_job *job, struct picture_result *out) {
  VipsImage *head = vips_image_new_from_buffer(job->data, job->size, "", NULL);
  if (!head) {
    out->fault = "is damaged, or is not a picture that browsers show";
    return;
  }
  int width = vips_image_get_width(head), height = vips_image_get_height(head);
  if ((double)width * height > (double)MOST_MEGAPIXELS * 1e6) {
    out->fault = "has more than 100 megapixels, the limit";
  } else if (picture_make_is_hevc(head)) {
    out->fault = "is HEIC, which browsers do not show: convert it to JPEG";
  } else {
    picture_make_size(head, out);
    /* An animation would become a still picture. */
    if (vips_image_get_n_pages(head) <= 1 && out->width > picture_save_narrowest())
      picture_make_copies(job, head, out);
  }
  g_object_unref(head);
}

void picture_make(const struct picture_job *job, struct picture_result *out) {
  *out = (struct picture_result){.format = PICTURE_OTHER};
  if (job->size)
    out->format = picture_make_format(job);
  if (!job->size)
    out->fault = "is empty";
  else if (out->format != PICTURE_OTHER)
    picture_make_raster(job, out);
  else if (picture_svg_size(job->data, job->size, &out->width, &out->height))
    out->format = PICTURE_SVG;
  else
    out->fault = "is damaged, or is not a picture that browsers show";
}
