/* How it works: an Exif block is a small TIFF file inside of the picture, whatever the
 * format of the picture is. So all of the data is searched for the four bytes with
 * which a TIFF file begins; a match counts only if a directory with a GPS pointer
 * follows, which pixels do not look like by accident. Nothing is moved: the entries of
 * the GPS directory are overwritten with zeros and their number becomes 0, so that the
 * file keeps its size, by which an import recognizes a copied picture.
 *
 * XMP is text. The values of its GPS properties are overwritten with spaces. */
#include "base/exif_location.h"

#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libdeflate.h>

#include "base/file.h"

enum {
  TAG_GPS = 0x8825,
  ENTRY = 12, /* bytes of a directory's entry */
  /* Bounds on the work for data that was made to cause some. */
  MOST_ENTRIES = 1000, /* of a directory; cameras write about 20 */
  MOST_VALUES = 1024,  /* of an entry, or bytes of an XMP property */
  MOST_TIFFS = 100     /* examined in one picture */
};

/* A TIFF file inside of other data. Offsets in it are relative to its first byte. */
struct exif_tiff {
  uint8_t *data;
  size_t size;
  bool big_endian;
};

static uint32_t exif_location_number(const struct exif_tiff *t, size_t at, int bytes) {
  uint32_t n = 0;
  for (int i = 0; i < bytes; i++) {
    size_t from = t->big_endian ? (size_t)i : (size_t)(bytes - 1 - i);
    n = n << 8 | t->data[at + from];
  }
  return n;
}

/* The number of entries of the directory at `at`; 0 if there is none. */
static size_t exif_location_entries(const struct exif_tiff *t, size_t at) {
  if (at < 8 || t->size < 2 || at > t->size - 2)
    return 0;
  size_t n = exif_location_number(t, at, 2);
  return n <= MOST_ENTRIES && at + 2 + n * ENTRY <= t->size ? n : 0;
}

/* The bytes of an entry's value: those of its type times its count. */
static size_t exif_location_value_size(const struct exif_tiff *t, size_t entry) {
  static const unsigned sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
  uint32_t type = exif_location_number(t, entry + 2, 2);
  uint32_t count = exif_location_number(t, entry + 4, 4);
  size_t one = type < sizeof sizes / sizeof *sizes ? sizes[type] : 0;
  return count <= MOST_VALUES ? one * count : 0;
}

static void exif_location_clear_directory(struct exif_tiff *t, size_t at) {
  size_t n = exif_location_entries(t, at);
  for (size_t i = 0; i < n; i++) {
    size_t entry = at + 2 + i * ENTRY, size = exif_location_value_size(t, entry);
    size_t value = size > 4 ? exif_location_number(t, entry + 8, 4) : 0;
    /* Up to four bytes are in the entry itself, which is cleared below. */
    if (value >= 8 && size <= t->size && value <= t->size - size)
      memset(t->data + value, 0, size);
  }
  memset(t->data + at, 0, 2 + n * ENTRY);
}

/* Clears the GPS directory of the TIFF file; false if it has none. */
static bool exif_location_clear_tiff(struct exif_tiff *t) {
  if (t->size < 8)
    return false;
  size_t first = exif_location_number(t, 4, 4);
  size_t n = exif_location_entries(t, first);
  for (size_t i = 0; i < n; i++) {
    size_t entry = first + 2 + i * ENTRY;
    if (exif_location_number(t, entry, 2) != TAG_GPS)
      continue;
    size_t gps = exif_location_number(t, entry + 8, 4);
    if (!exif_location_entries(t, gps))
      return false;
    exif_location_clear_directory(t, gps);
    return true;
  }
  return false;
}

static size_t exif_location_clear_all_tiffs(uint8_t *data, size_t n) {
  static const char starts[][4] = {{'I', 'I', 42, 0}, {'M', 'M', 0, 42}};
  size_t cleared = 0;
  for (int i = 0; i < 2; i++) {
    uint8_t *at = data;
    for (int seen = 0; seen < MOST_TIFFS; seen++, at++) {
      if (!(at = memmem(at, n - (size_t)(at - data), starts[i], 4)))
        break;
      struct exif_tiff t = {at, n - (size_t)(at - data), i == 1};
      cleared += exif_location_clear_tiff(&t);
    }
  }
  return cleared;
}

/* The end of the value of the GPS property whose name ends at `at`: of the attribute
 * exif:GPSLatitude="…", or of the element <exif:GPSLatitude>…</…>. NULL: neither. */
static uint8_t *exif_location_property(uint8_t *at, uint8_t *end, uint8_t **value) {
  uint8_t *s = at;
  while (s < end && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n' || *s == '='))
    s++;
  if (s >= end || !strchr("\"'>", *s) || !*s)
    return NULL;
  size_t left = (size_t)(end - s - 1);
  *value = s + 1;
  return memchr(s + 1, *s == '>' ? '<' : *s, left < MOST_VALUES ? left : MOST_VALUES);
}

static size_t exif_location_clear_xmp(uint8_t *data, size_t n) {
  static const char name[] = "exif:GPS";
  uint8_t *end = data + n;
  size_t cleared = 0;
  for (uint8_t *at = data;
       (at = memmem(at, (size_t)(end - at), name, sizeof name - 1));) {
    uint8_t *value = NULL;
    at += sizeof name - 1;
    while (at < end && ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z')))
      at++;
    uint8_t *stop = exif_location_property(at, end, &value);
    if (!stop || stop == value)
      continue;
    memset(value, ' ', (size_t)(stop - value));
    cleared++;
    at = stop;
  }
  return cleared;
}

/* A PNG file has a checksum in each chunk, without which programs refuse it. */
static void exif_location_repair_png(uint8_t *data, size_t n) {
  static const uint8_t start[] = {137, 'P', 'N', 'G', 13, 10, 26, 10};
  if (n < sizeof start || memcmp(data, start, sizeof start) != 0)
    return;
  for (size_t at = sizeof start; at + 12 <= n;) {
    struct exif_tiff t = {data + at, n - at, true};
    size_t size = exif_location_number(&t, 0, 4);
    if (size > n - at - 12)
      return;
    if (memcmp(data + at + 4, "eXIf", 4) == 0 ||
        memcmp(data + at + 4, "iTXt", 4) == 0 ||
        memcmp(data + at + 4, "tEXt", 4) == 0) {
      uint32_t sum = libdeflate_crc32(0, data + at + 4, size + 4);
      for (int i = 0; i < 4; i++)
        data[at + 8 + size + (size_t)i] = (uint8_t)(sum >> (24 - 8 * i));
    }
    at += 12 + size;
  }
}

size_t exif_location_erase(uint8_t *data, size_t n) {
  size_t cleared = exif_location_clear_all_tiffs(data, n);
  cleared += exif_location_clear_xmp(data, n);
  if (cleared)
    exif_location_repair_png(data, n);
  return cleared;
}

enum err exif_location_erase_file(int fd, size_t *erased) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return ERR_IO;
  size_t n = (size_t)st.st_size, cleared = 0;
  if (n) {
    uint8_t *data = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED)
      return ERR_IO;
    cleared = exif_location_erase(data, n);
    /* Before the time is set back: writing through the map sets it when the pages are
     * written. */
    int failed = cleared ? msync(data, n, MS_SYNC) : 0;
    munmap(data, n);
    struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, st.st_mtim};
    if (failed || (cleared && futimens(fd, times) != 0))
      return ERR_IO;
  }
  *erased = cleared;
  return OK;
}

bool exif_location_is_possible(const char *name) {
  static const char *const endings[] = {".jpg", ".jpeg", ".png", ".webp", ".avif"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (file_name_ends_with(name, endings[i]))
      return true;
  return false;
}
