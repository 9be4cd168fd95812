#include "support.h"

#include <ftw.h>
#include <unistd.h>

#include <libdeflate.h>

enum { MOST_FOLDERS = 1000 };

static char *folders[MOST_FOLDERS];
static size_t folder_count;
static pid_t owner;

static int remove_one(
    const char *path, const struct stat *st, int kind, struct FTW *ftw) {
  (void)st;
  (void)kind;
  (void)ftw;
  remove(path);
  return 0;
}

void support_remove(const char *folder) {
  nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A process that a test forked may exit before the test does. It must not remove the
 * folders. */
static void remove_folders(void) {
  for (size_t i = 0; i < folder_count; i++) {
    if (getpid() == owner)
      support_remove(folders[i]);
    free(folders[i]);
  }
  folder_count = 0;
}

char *support_folder(void) {
  char name[] = "/tmp/pamphlet-test-XXXXXX";
  assert_true(folder_count < MOST_FOLDERS);
  assert_non_null(mkdtemp(name));
  if (!owner) {
    owner = getpid();
    assert_int_equal(atexit(remove_folders), 0);
  }
  folders[folder_count++] = strdup(name);
  return strdup(name);
}

char *support_take(struct buf *b) {
  char *text = strdup(buf_text(b));
  assert_err(buf_status(b), OK);
  buf_free(b);
  return text;
}

void support_write(const char *folder, const char *name, const char *text) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
  assert_int_equal(fclose(f), 0);
}

const char *support_written(FILE *stream, support_act *act, void *context) {
  static char text[256 << 10];
  char name[] = "/tmp/pamphlet-written-XXXXXX";
  int file = mkstemp(name), kept = dup(fileno(stream));
  assert_true(file >= 0 && kept >= 0);
  fflush(stream);
  assert_true(dup2(file, fileno(stream)) >= 0);
  act(context);
  fflush(stream);
  assert_true(dup2(kept, fileno(stream)) >= 0);
  close(kept);
  ssize_t n = pread(file, text, sizeof text - 1, 0);
  assert_true(n >= 0);
  text[n] = '\0';
  close(file);
  unlink(name);
  return text;
}

struct both {
  FILE *other;
  support_act *act;
  void *context;
};

static void act_on_other(void *context) {
  const struct both *b = context;
  support_written(b->other, b->act, b->context);
}

const char *support_written_only(FILE *stream, support_act *act, void *context) {
  struct both b = {stream == stdout ? stderr : stdout, act, context};
  return support_written(stream, act_on_other, &b);
}

bool support_gunzip(const struct buf *packed, struct buf *out) {
  enum { MOST = 16 << 20 };
  struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
  char *room = malloc(MOST);
  size_t n = 0;
  bool done = d && room &&
              libdeflate_gzip_decompress(
                  d, packed->data, packed->len, room, MOST, &n) == LIBDEFLATE_SUCCESS;
  if (done)
    buf_add(out, room, n);
  free(room);
  libdeflate_free_decompressor(d);
  return done;
}
