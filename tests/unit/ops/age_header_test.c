#include "ops/age_header.h"

#include <sodium.h>

#include "fail_alloc.h"
#include "support.h"

static const uint8_t file_key[AGE_FILE_KEY] = "YELLOW SUBMARIN";

/* Test cases 1 and 3 of RFC 5869, of whose output one block is 32 bytes. */
static void keys_are_derived_as_the_rfc_says(void **state) {
  uint8_t ikm[22], salt[13], out[AGE_DERIVED];
  char hex[2 * AGE_DERIVED + 1];
  (void)state;
  memset(ikm, 0x0b, sizeof ikm);
  for (size_t i = 0; i < sizeof salt; i++)
    salt[i] = (uint8_t)i;
  age_header_derive(salt, sizeof salt, ikm, sizeof ikm,
      "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9", out);
  sodium_bin2hex(hex, sizeof hex, out, sizeof out);
  assert_string_equal(
      hex, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  age_header_derive("", 0, ikm, sizeof ikm, "", out);
  sodium_bin2hex(hex, sizeof hex, out, sizeof out);
  assert_string_equal(
      hex, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

struct pair {
  struct age_keys secret, public;
};

static void add_pair(struct pair *p) {
  size_t i = p->secret.count++;
  randombytes_buf(p->secret.keys[i], AGE_KEY);
  crypto_scalarmult_base(p->public.keys[i], p->secret.keys[i]);
  p->public.count++;
}

static enum err read_with(
    const struct buf *header, const struct age_keys *identities, char why[300]) {
  const struct age_unlock unlock = {.identities = identities};
  uint8_t got[AGE_FILE_KEY] = {0};
  size_t used = 0;
  enum err e =
      age_header_read(header->data, header->len, &unlock, got, &used, why, 300);
  if (e)
    return e;
  assert_memory_equal(got, file_key, AGE_FILE_KEY);
  assert_int_equal(used, header->len);
  return OK;
}

static void each_recipient_opens_it(void **state) {
  struct pair p = {.secret = {.count = 0}}, other = {.secret = {.count = 0}};
  struct buf header = {0};
  char why[300] = "";
  (void)state;
  for (int i = 0; i < 3; i++)
    add_pair(&p);
  add_pair(&other);
  assert_err(age_header_write(&p.public, file_key, &header), OK);
  for (size_t i = 0; i < 3; i++) {
    struct age_keys one = {.count = 1};
    memcpy(one.keys[0], p.secret.keys[i], AGE_KEY);
    assert_err(read_with(&header, &one, why), OK);
  }
  assert_err(read_with(&header, &p.secret, why), OK);
  assert_err(read_with(&header, &other.secret, why), ERR_INVALID);
  assert_non_null(strstr(why, "for another key"));
  buf_free(&header);
}

static void no_byte_can_be_changed_or_left_out(void **state) {
  struct pair p = {.secret = {.count = 0}};
  struct buf header = {0};
  char why[300];
  (void)state;
  add_pair(&p);
  assert_err(age_header_write(&p.public, file_key, &header), OK);
  for (size_t i = 0; i < header.len; i++) {
    header.data[i] ^= 1;
    if (read_with(&header, &p.secret, why) != ERR_INVALID)
      fail_msg("byte %zu", i);
    header.data[i] ^= 1;
  }
  size_t whole = header.len;
  for (header.len = 0; header.len < whole; header.len++)
    if (read_with(&header, &p.secret, why) != ERR_INVALID)
      fail_msg("%zu bytes", header.len);
  assert_err(read_with(&header, &p.secret, why), OK);
  buf_free(&header);
}

static void the_key_of_the_file_opens_it_and_verifies_it(void **state) {
  struct pair p = {.secret = {.count = 0}};
  struct buf header = {0};
  const struct age_unlock unlock = {.file_key = file_key};
  uint8_t got[AGE_FILE_KEY];
  size_t used = 0;
  char why[300];
  (void)state;
  add_pair(&p);
  assert_err(age_header_write(&p.public, file_key, &header), OK);
  assert_err(
      age_header_read(header.data, header.len, &unlock, got, &used, why, sizeof why),
      OK);
  assert_memory_equal(got, file_key, AGE_FILE_KEY);
  /* A character of the body of the stanza. */
  strstr(header.data, "X25519 ")[60] ^= 1;
  assert_err(
      age_header_read(header.data, header.len, &unlock, got, &used, why, sizeof why),
      ERR_INVALID);
  assert_non_null(strstr(why, "changed"));
  buf_free(&header);
}

static void a_key_of_low_order_is_refused(void **state) {
  struct age_keys zero = {.count = 1};
  struct buf header = {0};
  (void)state;
  assert_err(age_header_write(&zero, file_key, &header), ERR_INVALID);
  buf_free(&header);
}

static void other_recipients_are_explained(void **state) {
  static const struct {
    const char *header, *says;
  } others[] = {
      {"age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 10\n"
       "gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n"
       "--- IOBBLy0pkSpS1CC0BGaoyL4ePjSvuIBEbWr2RGsGODY\n",
          "with a passphrase: decrypt it with \"age -d\""},
      {"age-encryption.org/v1\n-> ssh-ed25519 Xyg06A uTUzG/wVKD0jnrBzVTBqUQyKoBnQ\n"
       "gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n"
       "--- IOBBLy0pkSpS1CC0BGaoyL4ePjSvuIBEbWr2RGsGODY\n",
          "for an SSH key: decrypt it with \"age -d -i KEY\""},
      {"age-encryption.org/v9\n", "of a version of age that is not known"},
  };
  struct pair p = {.secret = {.count = 0}};
  char why[300];
  (void)state;
  add_pair(&p);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    struct buf header = {0};
    buf_puts(&header, others[i].header);
    assert_err(read_with(&header, &p.secret, why), ERR_INVALID);
    if (!strstr(why, others[i].says))
      fail_msg("%s", why);
    buf_free(&header);
  }
}

static enum err write_once(void *context) {
  struct buf header = {0};
  enum err e = age_header_write(context, file_key, &header);
  buf_free(&header);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct pair p = {.secret = {.count = 0}};
  (void)state;
  add_pair(&p);
  fail_alloc_each(write_once, &p.public);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(keys_are_derived_as_the_rfc_says),
      cmocka_unit_test(each_recipient_opens_it),
      cmocka_unit_test(no_byte_can_be_changed_or_left_out),
      cmocka_unit_test(the_key_of_the_file_opens_it_and_verifies_it),
      cmocka_unit_test(a_key_of_low_order_is_refused),
      cmocka_unit_test(other_recipients_are_explained),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
