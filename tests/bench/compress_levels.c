/* Time and size of each level of gzip and brotli for one page, as base/compress.c calls
 * them. Prints a JSON list of {"coding", "level", "bytes", "microseconds"}.
 *   bench_compress FILE */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <brotli/encode.h>
#include <libdeflate.h>

enum { BATCHES = 7, BATCH_MICROSECONDS = 40000, MOST = 16 << 20 };

static unsigned char page[MOST], room[MOST + MOST / 2];
static size_t size;

static double processor_time(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static size_t gzip(int level) {
  struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
  size_t n = c ? libdeflate_gzip_compress(c, page, size, room, sizeof room) : 0;
  libdeflate_free_compressor(c);
  return n;
}

static size_t brotli(int level) {
  size_t n = sizeof room;
  return BrotliEncoderCompress(
             level, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, size, page, &n, room)
             ? n
             : 0;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int measure(const char *coding, size_t pack(int), int level, const char *comma) {
  double times[BATCHES];
  size_t n = pack(level);
  for (int b = 0; b < BATCHES; b++) {
    double began = processor_time(), spent = 0;
    int calls = 0;
    for (; spent < (double)BATCH_MICROSECONDS;
         calls++, spent = processor_time() - began)
      if (pack(level) != n || !n)
        return 1;
    times[b] = spent / calls;
  }
  qsort(times, BATCHES, sizeof times[0], by_size);
  printf("%s{\"coding\": \"%s\", \"level\": %d, \"bytes\": %zu, "
         "\"microseconds\": %.1f}\n",
      comma, coding, level, n, times[BATCHES / 2]);
  return 0;
}

int main(int argc, char **argv) {
  FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (!f) {
    fputs("usage: bench_compress FILE\n", stderr);
    return 2;
  }
  size = fread(page, 1, sizeof page, f);
  fclose(f);
  putchar('[');
  int failed = 0;
  for (int level = 1; level <= 12; level++)
    failed |= measure("gzip", gzip, level, level > 1 ? ", " : "");
  for (int level = 1; level <= 11; level++)
    failed |= measure("br", brotli, level, ", ");
  puts("]");
  return failed;
}
