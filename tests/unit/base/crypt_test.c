#include "support.h"

#include "base/clock.h"
#include "base/crypt.h"

static const uint8_t key[CRYPT_KEY] = {1, 2, 3};

static void a_signature_is_accepted_until_it_expires(void **state) {
  char text[CRYPT_TOKEN_TEXT];
  int64_t id = -1;
  (void)state;
  crypt_token_sign(key, "held", 42, 100 * CLOCK_SECOND, text);
  assert_err(crypt_token_check(key, "held", text, 99 * CLOCK_SECOND, &id), OK);
  assert_int_equal(id, 42);
  id = -1;
  assert_err(crypt_token_check(key, "held", text, 101 * CLOCK_SECOND, &id), ERR_GONE);
  assert_int_equal(id, 42);
}

static void a_changed_signature_is_refused(void **state) {
  static const uint8_t other[CRYPT_KEY] = {9};
  char text[CRYPT_TOKEN_TEXT];
  int64_t id = -1;
  (void)state;
  crypt_token_sign(key, "held", 42, 100 * CLOCK_SECOND, text);
  assert_err(crypt_token_check(key, "preview", text, 0, &id), ERR_SYNTAX);
  assert_err(crypt_token_check(other, "held", text, 0, &id), ERR_SYNTAX);
  assert_err(crypt_token_check(key, "held", "", 0, &id), ERR_SYNTAX);
  /* The last character carries padding bits, the others none. */
  for (size_t i = 0; i + 1 < strlen(text); i++) {
    char was = text[i];
    text[i] = was == '1' ? '2' : '1';
    assert_err(crypt_token_check(key, "held", text, 0, &id), ERR_SYNTAX);
    text[i] = was;
  }
  text[strlen(text) - 1] = '\0';
  assert_err(crypt_token_check(key, "held", text, 0, &id), ERR_SYNTAX);
  assert_int_equal(id, -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_signature_is_accepted_until_it_expires),
      cmocka_unit_test(a_changed_signature_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
