#include "picture/picture_save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static const int widths[PICTURE_WIDTH_COUNT] = PICTURE_WIDTHS;

int picture_save_narrowest(void) {
  return widths[0];
}

/* ---- Formats ---- */

/* The qualities look alike: each is the one at which enlarged details begin to differ.
 */
enum { JPEG_QUALITY = 82, WEBP_QUALITY = 80, AVIF_QUALITY = 55 };

static int picture_save_jpg(VipsImage *image, void **data, size_t *n, bool is_drawn) {
  (void)is_drawn;
  return vips_jpegsave_buffer(image, data, n, "Q", JPEG_QUALITY, "optimize_coding",
      TRUE, "interlace", TRUE, NULL);
}

static int picture_save_png(VipsImage *image, void **data, size_t *n, bool is_drawn) {
  (void)is_drawn;
  return vips_pngsave_buffer(image, data, n, "compression", 6, NULL);
}

/* Screenshots and drawings, which come as PNG, are often smaller without loss, and
 * photographs with it. */
static int picture_save_webp(VipsImage *image, void **data, size_t *n, bool is_drawn) {
  void *whole = NULL;
  size_t size = 0;
  if (vips_webpsave_buffer(image, data, n, "Q", WEBP_QUALITY, "effort", 4, NULL) != 0)
    return -1;
  if (!is_drawn || vips_webpsave_buffer(
                       image, &whole, &size, "lossless", TRUE, "effort", 4, NULL) != 0)
    return 0;
  if (size <= *n) {
    g_free(*data);
    *data = whole;
    *n = size;
  } else {
    g_free(whole);
  }
  return 0;
}

static int picture_save_avif(VipsImage *image, void **data, size_t *n, bool is_drawn) {
  (void)is_drawn;
  return vips_heifsave_buffer(image, data, n, "compression",
      VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "Q", AVIF_QUALITY, "effort", 3, NULL);
}

struct picture_save_format {
  enum picture_format format;
  const char *ending;
  int (*save)(VipsImage *image, void **data, size_t *n, bool is_drawn);
};

/* ---- Files ---- */

static bool picture_save_file(const struct picture_job *job, int width,
    const char *ending, const void *data, size_t n) {
  char path[4096], part[4096];
  if (snprintf(path, sizeof path, "%s/%s-%d.%s", job->folder, job->hash, width,
          ending) >= (int)sizeof path ||
      snprintf(part, sizeof part, "%s/.%s-%d.%s.part", job->folder, job->hash, width,
          ending) >= (int)sizeof part)
    return false;
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
  int fd = open(part, flags, 0644);
  /* A site without large pictures does not have the folder. */
  if (fd < 0 && errno == ENOENT && (mkdir(job->folder, 0775) == 0 || errno == EEXIST))
    fd = open(part, flags, 0644);
  if (fd < 0)
    return false;
  /* Regardless of the umask, because a web server must be able to read it. */
  bool good = file_write(fd, data, n) && fchmod(fd, 0644) == 0;
  good = close(fd) == 0 && good && rename(part, path) == 0;
  if (!good)
    unlink(part);
  return good;
}

struct picture_saved {
  void *data;
  size_t size;
};

/* Encodes `base` in one width; {NULL, 0} if it cannot. */
static struct picture_saved picture_save_encode(
    VipsImage *base, int width, const struct picture_save_format *f, bool is_drawn) {
  struct picture_saved out = {NULL, 0};
  VipsImage *image = NULL;
  int failed = width == vips_image_get_width(base)
                   ? vips_copy(base, &image, NULL)
                   : vips_thumbnail_image(base, &image, width, "height", VIPS_MAX_COORD,
                         "size", VIPS_SIZE_DOWN, NULL);
  if (failed)
    return out;
  if (f->save(image, &out.data, &out.size, is_drawn) != 0)
    out = (struct picture_saved){NULL, 0};
  g_object_unref(image);
  return out;
}

/* Adds ",400" to the list; the format goes before the first width, with a "=" if it is
 * that of the picture. */
static void picture_save_note(struct picture_result *out,
    const struct picture_save_format *f, bool is_own, int width, bool first) {
  size_t n = strlen(out->copies);
  if (first)
    snprintf(out->copies + n, sizeof out->copies - n, "%s%s%s:%d", n ? ";" : "",
        is_own ? "=" : "", f->ending, width);
  else
    snprintf(out->copies + n, sizeof out->copies - n, ",%d", width);
}

/* The largest copy first: if it is not smaller, the format is left out. In its own
 * format, the picture itself serves as the largest one unless it is wider than that. */
static bool picture_save_format(const struct picture_job *job, VipsImage *base,
    const struct picture_save_format *f, struct picture_result *out) {
  int kept[PICTURE_WIDTH_COUNT + 1], count = 0, full = vips_image_get_width(base);
  bool is_drawn = out->format == PICTURE_PNG || out->format == PICTURE_GIF;
  bool is_own = out->format == f->format, skips = is_own && full == out->width;
  for (int i = PICTURE_WIDTH_COUNT; i >= 0; i--) {
    int width = i == PICTURE_WIDTH_COUNT ? full : widths[i];
    if (i == PICTURE_WIDTH_COUNT ? skips : width >= full)
      continue;
    struct picture_saved copy = picture_save_encode(base, width, f, is_drawn);
    bool good = copy.data != NULL, gains = copy.size < job->size;
    if (good && gains) {
      good = picture_save_file(job, width, f->ending, copy.data, copy.size);
      kept[count++] = width;
    }
    g_free(copy.data);
    if (!good)
      return false;
    if (!gains && width == full)
      return true;
  }
  for (int i = count; i > 0; i--)
    picture_save_note(out, f, is_own, kept[i - 1], i == count);
  return true;
}

bool picture_save_copies(
    const struct picture_job *job, VipsImage *base, struct picture_result *out) {
  static const struct picture_save_format avif = {PICTURE_AVIF, "avif",
                                              picture_save_avif},
                                          webp = {PICTURE_WEBP, "webp",
                                              picture_save_webp},
                                          jpg = {PICTURE_JPEG, "jpg", picture_save_jpg},
                                          png = {PICTURE_PNG, "png", picture_save_png};
  /* A copy in AVIF is optional: Debian's libheif may lack the encoder. */
  if (job->avif)
    (void)picture_save_format(job, base, &avif, out);
  if ((job->webp || out->format == PICTURE_WEBP) &&
      !picture_save_format(job, base, &webp, out))
    return false;
  /* For old browsers, and whatever else reads pages. */
  if (out->format == PICTURE_JPEG)
    return picture_save_format(job, base, &jpg, out);
  return out->format != PICTURE_PNG || picture_save_format(job, base, &png, out);
}
