#include "base/exif_location.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libdeflate.h>

#include "support.h"

/* A TIFF file as in Exif: the orientation, a GPS directory with a latitude, and a text
 * after that. Big-endian or little-endian. */
static size_t tiff(uint8_t *out, bool big) {
  static const struct {
    uint32_t value;
    int bytes;
  } fields[] = {{8, 4}, {2, 2},                     /* the first directory, 2 entries */
      {0x0112, 2}, {3, 2}, {1, 4}, {0, 4},          /* orientation, set below */
      {0x8825, 2}, {4, 2}, {1, 4}, {38, 4}, {0, 4}, /* the GPS directory is at 38 */
      {2, 2}, {1, 2}, {2, 2}, {2, 4}, {0x4E000000, 4}, /* latitude: north */
      {2, 2}, {5, 2}, {3, 4}, {68, 4}, {0, 4},         /* latitude: at 68 */
      {53, 4}, {1, 4}, {33, 4}, {1, 4}, {7, 4}, {1, 4}};
  size_t n = 0;
  memcpy(out, big ? "MM\0*" : "II*\0", 4);
  n = 4;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    for (int b = 0; b < fields[i].bytes; b++) {
      int shift = 8 * (big ? fields[i].bytes - 1 - b : b);
      out[n++] = (uint8_t)(fields[i].value >> shift);
    }
  memcpy(out + n, "after", 5);
  return n + 5;
}

static void the_directory_is_cleared_in_place(void **state) {
  (void)state;
  for (int big = 0; big < 2; big++) {
    uint8_t data[300] = "\xFF\xD8 something before ", was[300];
    size_t at = 20, n = at + tiff(data + at, big);
    memcpy(was, data, n);
    assert_int_equal(exif_location_erase(data, n), 1);
    /* All up to the directory, and what follows the value, is as before. */
    assert_memory_equal(data, was, at + 38);
    for (size_t i = at + 38; i < n - 5; i++)
      if (i < at + 64 || i >= at + 68)
        assert_int_equal(data[i], 0);
    assert_memory_equal(data + n - 5, "after", 5);
    assert_int_equal(exif_location_erase(data, n), 0);
  }
}

static void damaged_directories_are_left_alone(void **state) {
  (void)state;
  uint8_t data[300], whole[300];
  size_t n = tiff(whole, true);
  /* Cut off anywhere, or with any byte changed: nothing outside is touched, which the
   * sanitizer sees. */
  for (size_t i = 0; i < n; i++) {
    uint8_t *exact = malloc(i ? i : 1);
    memcpy(exact, whole, i);
    exif_location_erase(exact, i);
    free(exact);
    for (int byte = 0; byte < 256; byte += 15) {
      exact = malloc(n);
      memcpy(exact, whole, n);
      exact[i] = (uint8_t)byte;
      exif_location_erase(exact, n);
      free(exact);
    }
  }
  memset(data, 'I', sizeof data);
  assert_int_equal(exif_location_erase(data, sizeof data), 0);
}

static void xmp_loses_its_values(void **state) {
  (void)state;
  char data[] = "<rdf:Description exif:GPSLatitude=\"53,33.1N\" dc:title='T' "
                "exif:GPSLongitude = '9,59E'><exif:GPSAltitude>12/1</exif:GPSAltitude>"
                "exif:GPSMapDatum";
  assert_int_equal(exif_location_erase((uint8_t *)data, sizeof data - 1), 3);
  assert_string_equal(data,
      "<rdf:Description exif:GPSLatitude=\"        \" dc:title='T' "
      "exif:GPSLongitude = '     '><exif:GPSAltitude>    </exif:GPSAltitude>"
      "exif:GPSMapDatum");
}

/* The checksum of the chunk fits again. */
static void png_stays_valid(void **state) {
  (void)state;
  uint8_t data[300] = "\x89PNG\r\n\x1A\n", block[200];
  size_t n = tiff(block, true), at = 8;
  uint8_t head[] = {0, 0, 0, (uint8_t)n, 'e', 'X', 'I', 'f'};
  memcpy(data + at, head, 8);
  memcpy(data + at + 8, block, n);
  size_t end = at + 8 + n + 4;
  assert_int_equal(exif_location_erase(data, end), 1);
  uint32_t sum = libdeflate_crc32(0, data + at + 4, n + 4);
  assert_int_equal(data[end - 4], sum >> 24);
  assert_int_equal(data[end - 1], sum & 255);
}

static void a_file_keeps_its_size_and_time(void **state) {
  (void)state;
  uint8_t data[300];
  size_t n = tiff(data, false), erased = 9;
  char path[600], *folder = support_folder();
  struct timespec old[2] = {{1000000000, 7}, {1000000000, 7}};
  struct stat st;
  snprintf(path, sizeof path, "%s/a.jpg", folder);
  int fd = open(path, O_RDWR | O_CREAT, 0600);
  assert_int_equal(write(fd, data, n), n);
  assert_int_equal(futimens(fd, old), 0);
  assert_err(exif_location_erase_file(fd, &erased), OK);
  assert_int_equal(erased, 1);
  assert_int_equal(fstat(fd, &st), 0);
  assert_int_equal(st.st_size, n);
  assert_int_equal(st.st_mtim.tv_sec, 1000000000);
  assert_int_equal(st.st_mtim.tv_nsec, 7);
  assert_err(exif_location_erase_file(fd, &erased), OK);
  assert_int_equal(erased, 0);
  assert_int_equal(ftruncate(fd, 0), 0);
  assert_err(exif_location_erase_file(fd, &erased), OK);
  close(fd);
  assert_err(exif_location_erase_file(fd, &erased), ERR_IO);
  free(folder);
}

static void only_some_formats_have_it(void **state) {
  (void)state;
  assert_true(exif_location_is_possible("a.JPG"));
  assert_true(exif_location_is_possible("a.webp"));
  assert_false(exif_location_is_possible("a.pdf"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_directory_is_cleared_in_place),
      cmocka_unit_test(damaged_directories_are_left_alone),
      cmocka_unit_test(xmp_loses_its_values), cmocka_unit_test(png_stays_valid),
      cmocka_unit_test(a_file_keeps_its_size_and_time),
      cmocka_unit_test(only_some_formats_have_it)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
