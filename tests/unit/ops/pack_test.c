#include "ops/pack.h"

#include <fcntl.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "fail_alloc.h"
#include "support.h"

struct made {
  char *folder;
  char file[400];
  struct pack_total total;
  const struct age_lock *lock; /* NULL: not encrypted */
};

static enum err pack_two(struct made *m, bool gzip) {
  char why[400] = "", path[400];
  struct pack *p = NULL;
  int fd = open(m->file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  assert_true(fd >= 0);
  enum err e = pack_begin(&p, fd, gzip, m->lock);
  if (!e) {
    snprintf(path, sizeof path, "%s/one", m->folder);
    e = pack_add(p, "one", path, why, sizeof why);
    snprintf(path, sizeof path, "%s/two", m->folder);
    if (!e)
      e = pack_add(p, "media/two", path, why, sizeof why);
    enum err end = pack_end(p, &m->total, why, sizeof why);
    e = e ? e : end;
  }
  close(fd);
  return e;
}

static struct made new_folder(void) {
  struct made m = {.folder = support_folder()};
  snprintf(m.file, sizeof m.file, "%s/pack", m.folder);
  support_write(m.folder, "one", "first");
  support_write(m.folder, "two", "second file");
  return m;
}

static enum err collect(void *context, const struct pack_member *member) {
  char data[64];
  size_t got = 0;
  enum err e = pack_data(member, data, sizeof data, &got);
  if (!e)
    buf_printf(context, "%s:%.*s\n", member->name, (int)got, data);
  return e;
}

static void what_is_packed_is_read_back(void **state) {
  (void)state;
  for (int gzip = 0; gzip < 2; gzip++) {
    struct made m = new_folder();
    struct pack_total read;
    struct buf out = {0};
    char why[400] = "";
    assert_err(pack_two(&m, gzip), OK);
    assert_int_equal(m.total.files, 2);
    assert_int_equal(m.total.bytes, 16);
    assert_err(pack_read(m.file, NULL, collect, &out, &read, why, sizeof why), OK);
    assert_string_equal(buf_text(&out), "one:first\nmedia/two:second file\n");
    assert_memory_equal(read.sum, m.total.sum, sizeof read.sum);
    buf_free(&out);
    free(m.folder);
  }
}

static void an_encrypted_pack_needs_its_key(void **state) {
  struct age_keys secret = {.count = 1}, public = {.count = 1}, wrong = {.count = 1};
  struct age_lock lock = {.recipients = &public};
  struct age_unlock unlock = {.identities = &secret};
  (void)state;
  randombytes_buf(secret.keys[0], AGE_KEY);
  randombytes_buf(wrong.keys[0], AGE_KEY);
  randombytes_buf(lock.file_key, sizeof lock.file_key);
  crypto_scalarmult_base(public.keys[0], secret.keys[0]);
  for (int gzip = 0; gzip < 2; gzip++) {
    struct made m = new_folder();
    struct pack_total plain, read;
    struct buf out = {0};
    char why[400] = "";
    assert_err(pack_two(&m, gzip), OK);
    plain = m.total;
    m.lock = &lock;
    assert_err(pack_two(&m, gzip), OK);
    assert_memory_equal(plain.sum, m.total.sum, sizeof plain.sum);
    assert_err(pack_read(m.file, &unlock, collect, &out, &read, why, sizeof why), OK);
    assert_string_equal(buf_text(&out), "one:first\nmedia/two:second file\n");
    assert_memory_equal(read.sum, m.total.sum, sizeof read.sum);
    buf_clear(&out);
    /* With the key of the file, as a backup verifies it. */
    const struct age_unlock own = {.file_key = lock.file_key};
    assert_err(pack_read(m.file, &own, collect, &out, &read, why, sizeof why), OK);
    buf_clear(&out);
    assert_err(
        pack_read(m.file, NULL, collect, &out, &read, why, sizeof why), ERR_INVALID);
    assert_non_null(strstr(why, "--identity=FILE"));
    const struct age_unlock other = {.identities = &wrong};
    assert_err(
        pack_read(m.file, &other, collect, &out, &read, why, sizeof why), ERR_INVALID);
    assert_non_null(strstr(why, "for another key"));
    assert_int_equal(out.len, 0);
    buf_free(&out);
    free(m.folder);
  }
}

/* The archive ends before the file does: somebody who cuts off the rest must not get
 * away with that only because libarchive does not look there. */
static void an_encrypted_pack_has_an_end(void **state) {
  struct age_keys secret = {.count = 1}, public = {.count = 1};
  struct age_lock lock = {.recipients = &public};
  const struct age_unlock unlock = {.identities = &secret};
  struct made m = new_folder();
  struct pack_total read;
  struct age_writer *w = NULL;
  struct buf plain = {0}, out = {0};
  char why[400], fault[FILE_WHY];
  const char zeros[200000] = {0};
  (void)state;
  randombytes_buf(secret.keys[0], AGE_KEY);
  crypto_scalarmult_base(public.keys[0], secret.keys[0]);
  assert_err(pack_two(&m, true), OK);
  assert_err(file_read(m.file, FILE_FOLLOW, 1 << 20, &plain, fault), OK);
  for (int whole = 1; whole >= 0; whole--) {
    int fd = open(m.file, O_RDWR | O_TRUNC | O_CLOEXEC);
    assert_err(age_write_begin(&w, fd, &lock), OK);
    assert_true(age_write(w, plain.data, plain.len));
    assert_true(age_write(w, zeros, sizeof zeros));
    assert_true(age_write_end(w, whole));
    close(fd);
    buf_clear(&out);
    assert_err(pack_read(m.file, &unlock, collect, &out, &read, why, sizeof why),
        whole ? OK : ERR_INVALID);
    /* All of the archive is in the first chunk. */
    assert_string_equal(buf_text(&out), "one:first\nmedia/two:second file\n");
  }
  assert_non_null(strstr(why, "cut off"));
  buf_free(&plain);
  buf_free(&out);
  free(m.folder);
}

static void other_bytes_have_another_sum(void **state) {
  struct made m = new_folder();
  (void)state;
  assert_err(pack_two(&m, true), OK);
  struct pack_total before = m.total;
  support_write(m.folder, "one", "First");
  assert_err(pack_two(&m, true), OK);
  assert_memory_not_equal(before.sum, m.total.sum, sizeof before.sum);
  free(m.folder);
}

static void files_that_are_missing_or_damaged(void **state) {
  struct made m = new_folder();
  struct pack_total read;
  struct buf out = {0};
  char why[400] = "", path[400];
  (void)state;
  assert_err(pack_read("/nowhere/x", NULL, collect, &out, &read, why, sizeof why),
      ERR_NOT_FOUND);
  assert_non_null(strstr(why, "/nowhere/x"));
  support_write(m.folder, "pack", "this is not a pack");
  assert_err(
      pack_read(m.file, NULL, collect, &out, &read, why, sizeof why), ERR_INVALID);
  snprintf(path, sizeof path, "%s/two", m.folder);
  unlink(path);
  assert_err(pack_two(&m, false), ERR_NOT_FOUND);
  buf_free(&out);
  free(m.folder);
}

static enum err pack_once(void *context) {
  return pack_two(context, true);
}

static void memory_may_run_out(void **state) {
  struct made m = new_folder();
  (void)state;
  /* The one allocation of our own is posix_memalign, which is not counted; libarchive's
   * are not either. */
  fail_alloc_at(1);
  enum err e = pack_once(&m);
  fail_alloc_at(0);
  assert_true(e == OK || e == ERR_NOMEM);
  free(m.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_packed_is_read_back),
      cmocka_unit_test(an_encrypted_pack_needs_its_key),
      cmocka_unit_test(an_encrypted_pack_has_an_end),
      cmocka_unit_test(other_bytes_have_another_sum),
      cmocka_unit_test(files_that_are_missing_or_damaged),
      cmocka_unit_test(memory_may_run_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
