#include "ops/age.h"

#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "fail_alloc.h"
#include "support.h"

enum { CHUNK = 1 << 16, PIECE = CHUNK + 16 };

static struct age_keys secret = {.count = 1};
static struct age_lock lock;

static int make_keys(void **state) {
  static struct age_keys recipients = {.count = 1};
  (void)state;
  randombytes_buf(secret.keys[0], AGE_KEY);
  crypto_scalarmult_base(recipients.keys[0], secret.keys[0]);
  randombytes_buf(lock.file_key, sizeof lock.file_key);
  lock.recipients = &recipients;
  return 0;
}

static void put(FILE *file, const void *data, size_t n) {
  assert_int_equal(ftruncate(fileno(file), 0), 0);
  rewind(file);
  assert_int_equal(fwrite(data, 1, n, file), n);
  assert_int_equal(fflush(file), 0);
  assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
}

/* Reads what is in the file, to `got`, as far as it is released. */
static enum err read_all(
    FILE *file, const struct age_keys *keys, struct buf *got, char why[300]) {
  const struct age_unlock unlock = {.identities = keys};
  struct age_reader *r = NULL;
  const void *data;
  size_t n = 1;
  buf_clear(got);
  enum err e = age_read_begin(&r, fileno(file), &unlock, why, 300);
  while (!e && n) {
    e = age_read(r, &data, &n);
    if (!e)
      buf_add(got, data, n);
  }
  if (r && e) {
    snprintf(why, 300, "%s", age_read_fault(r));
    /* It stays an error. */
    assert_err(age_read(r, &data, &n), e);
  }
  age_read_end(r);
  return e;
}

/* Encrypts `n` bytes, given in pieces of `part`; the result is in *out. */
static void encrypt(const uint8_t *data, size_t n, size_t part, struct buf *out) {
  struct age_writer *w = NULL;
  FILE *file = tmpfile();
  char why[FILE_WHY];
  assert_non_null(file);
  assert_err(age_write_begin(&w, fileno(file), &lock), OK);
  for (size_t i = 0; i < n; i += part)
    assert_true(age_write(w, data + i, n - i < part ? n - i : part));
  assert_true(age_write_end(w, true));
  assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
  buf_clear(out);
  assert_err(file_read_open(fileno(file), 1 << 22, out, why), OK);
  fclose(file);
}

static uint8_t *pattern(size_t n) {
  uint8_t *data = malloc(n + 1);
  assert_non_null(data);
  for (size_t i = 0; i < n; i++)
    data[i] = (uint8_t)(i * 31 + i / 251);
  return data;
}

static void every_size_comes_back(void **state) {
  static const size_t sizes[] = {0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1,
      2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK + 7};
  struct buf file_text = {0}, got = {0};
  FILE *file = tmpfile();
  char why[300];
  (void)state;
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    uint8_t *data = pattern(sizes[i]);
    size_t pieces = sizes[i] ? (sizes[i] + CHUNK - 1) / CHUNK : 1;
    encrypt(data, sizes[i], 10007, &file_text);
    /* A header for one recipient, 16 random bytes, and 16 bytes for each chunk. */
    assert_int_equal(file_text.len, 168 + 16 + sizes[i] + 16 * pieces);
    put(file, file_text.data, file_text.len);
    assert_err(read_all(file, &secret, &got, why), OK);
    assert_int_equal(got.len, sizes[i]);
    assert_memory_equal(got.data ? got.data : "", data, sizes[i]);
    free(data);
  }
  fclose(file);
  buf_free(&file_text);
  buf_free(&got);
}

/* Whatever is done to the chunks, only a beginning of the contents is released, and the
 * end is an error. */
static void refused(const struct buf *text, const uint8_t *data) {
  struct buf got = {0};
  FILE *file = tmpfile();
  char why[300];
  put(file, text->data, text->len);
  assert_err(read_all(file, &secret, &got, why), ERR_INVALID);
  assert_non_null(strstr(why, "encrypted file"));
  assert_memory_equal(got.data ? got.data : "", data, got.len);
  fclose(file);
  buf_free(&got);
}

static void no_part_can_be_missing(void **state) {
  const size_t size = 3 * CHUNK;
  uint8_t *data = pattern(size);
  struct buf text = {0};
  (void)state;
  encrypt(data, size, CHUNK, &text);
  const size_t whole = text.len, head = whole - 3 * (size_t)PIECE;
  const size_t cuts[] = {head - 16, head - 1, head, head + 1, head + 15, head + 16,
      head + PIECE, head + PIECE + 1, head + 2 * (size_t)PIECE,
      head + 2 * (size_t)PIECE + 16, whole - 17, whole - 16, whole - 1};
  for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
    text.len = cuts[i];
    refused(&text, data);
  }
  text.len = whole;
  buf_putc(&text, 'x');
  refused(&text, data);
  buf_free(&text);
  free(data);
}

static void no_part_can_be_changed(void **state) {
  const size_t size = 2 * CHUNK + 100;
  uint8_t *data = pattern(size);
  struct buf text = {0};
  (void)state;
  encrypt(data, size, CHUNK, &text);
  const size_t head = text.len - 2 * (size_t)PIECE - 116;
  for (size_t i = head - 16; i < text.len; i += i < head + 40 ? 1 : 9973) {
    text.data[i] ^= 0x10;
    refused(&text, data);
    text.data[i] ^= 0x10;
  }
  /* Two chunks exchanged; then the first one twice. */
  char *first = text.data + head, *other = malloc(PIECE);
  assert_non_null(other);
  memcpy(other, first, PIECE);
  memmove(first, first + PIECE, PIECE);
  memcpy(first + PIECE, other, PIECE);
  refused(&text, data);
  memcpy(first, other, PIECE);
  refused(&text, data);
  free(other);
  buf_free(&text);
  free(data);
}

static void a_file_without_an_end_is_not_accepted(void **state) {
  struct age_writer *w = NULL;
  FILE *file = tmpfile();
  struct buf got = {0};
  char why[300];
  (void)state;
  assert_err(age_write_begin(&w, fileno(file), &lock), OK);
  assert_true(age_write(w, "half", 4));
  assert_true(age_write_end(w, false));
  lseek(fileno(file), 0, SEEK_SET);
  assert_err(read_all(file, &secret, &got, why), ERR_INVALID);
  assert_int_equal(got.len, 0);
  assert_true(age_write_end(NULL, true));
  age_read_end(NULL);
  fclose(file);
  buf_free(&got);
}

static void a_full_disk_is_noticed(void **state) {
  struct age_writer *w = NULL;
  FILE *full = fopen("/dev/full", "w");
  (void)state;
  assert_non_null(full);
  assert_err(age_write_begin(&w, fileno(full), &lock), ERR_FULL);
  assert_null(w);
  fclose(full);
}

static void files_are_recognized(void **state) {
  (void)state;
  assert_int_equal(age_kind_of("age-encryption.org/v1\n", 22), AGE_ENCRYPTED);
  assert_int_equal(age_kind_of("-----BEGIN AGE ENCRYPTED FILE-----", 34), AGE_ARMORED);
  assert_int_equal(age_kind_of("age-encryption", 14), AGE_NONE);
  assert_int_equal(age_kind_of("\x28\xb5\x2f\xfd", 4), AGE_NONE);
  assert_int_equal(age_kind_of("", 0), AGE_NONE);
}

/* One line of the file of vectors. */
static void try_vector(char *line) {
  uint8_t bytes[2048], sum[32];
  char hex[65] = "", why[300], *rest = NULL;
  struct age_keys keys = {.count = 0};
  struct buf got = {0};
  FILE *file = tmpfile();
  size_t n = 0;
  const char *name = strtok_r(line, " ", &rest), *expected = strtok_r(NULL, " ", &rest);
  const char *payload = strtok_r(NULL, " ", &rest), *key = strtok_r(NULL, " ", &rest);
  const char *text = strtok_r(NULL, "\n", &rest);
  if (bech32_decode(key, "AGE-SECRET-KEY-", keys.keys[0]))
    keys.count = 1;
  if (strcmp(text, "-") != 0)
    assert_int_equal(sodium_base642bin(bytes, sizeof bytes, text, strlen(text), NULL,
                         &n, NULL, sodium_base64_VARIANT_ORIGINAL),
        0);
  put(file, bytes, n);
  enum err e = read_all(file, &keys, &got, why);
  /* Passphrases are not supported. */
  bool is_good = strcmp(expected, "success") == 0 && keys.count;
  if (e != (is_good ? OK : ERR_INVALID))
    fail_msg("%s: %s, %s expected", name, err_name(e), expected);
  crypto_hash_sha256(sum, (const uint8_t *)buf_text(&got), got.len);
  sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
  if (strcmp(payload, "-") != 0 && keys.count && (is_good || got.len) &&
      strcmp(hex, payload) != 0)
    fail_msg("%s: other contents", name);
  fclose(file);
  buf_free(&got);
}

static void the_vectors_of_the_format(void **state) {
  char line[4096];
  int count = 0;
  FILE *vectors = fopen(TESTS_DIR "/unit/ops/age_vectors.txt", "r");
  (void)state;
  assert_non_null(vectors);
  while (fgets(line, sizeof line, vectors)) {
    if (*line == '#' || *line == '\n')
      continue;
    try_vector(line);
    count++;
  }
  fclose(vectors);
  assert_true(count > 40);
}

struct once {
  FILE *file;
  bool reads;
};

static enum err once(void *context) {
  struct once *o = context;
  const struct age_unlock unlock = {.identities = &secret};
  struct age_writer *w = NULL;
  struct age_reader *r = NULL;
  char why[300] = "";
  lseek(fileno(o->file), 0, SEEK_SET);
  if (o->reads) {
    enum err e = age_read_begin(&r, fileno(o->file), &unlock, why, sizeof why);
    age_read_end(r);
    return e && !*why ? ERR_INTERNAL : e;
  }
  enum err e = age_write_begin(&w, fileno(o->file), &lock);
  assert_true(age_write_end(w, true));
  return e;
}

static void failed_allocations_are_reported(void **state) {
  struct once o = {tmpfile(), false};
  (void)state;
  fail_alloc_each(once, &o);
  o.reads = true;
  fail_alloc_each(once, &o);
  fclose(o.file);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_size_comes_back),
      cmocka_unit_test(no_part_can_be_missing),
      cmocka_unit_test(no_part_can_be_changed),
      cmocka_unit_test(a_file_without_an_end_is_not_accepted),
      cmocka_unit_test(a_full_disk_is_noticed), cmocka_unit_test(files_are_recognized),
      cmocka_unit_test(the_vectors_of_the_format),
      cmocka_unit_test(failed_allocations_are_reported)};
  return cmocka_run_group_tests(tests, make_keys, NULL);
}
