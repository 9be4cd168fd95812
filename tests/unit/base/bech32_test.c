#include "base/bech32.h"

#include "support.h"

/* A pair of keys made by age-keygen. */
static const char public_key[] =
    "age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcr";
static const char secret_key[] =
    "AGE-SECRET-KEY-10R63L4CZRXRUP840K3VD9ZXUQDH0JZF80XU9P5Z3CW8ZATGPAZHST4T5TK";

static void keys_of_another_program_are_read(void **state) {
  uint8_t key[BECH32_KEY];
  char text[BECH32_TEXT];
  (void)state;
  assert_true(bech32_decode(public_key, "age", key));
  bech32_encode("age", key, text);
  assert_string_equal(text, public_key);
  assert_true(bech32_decode(secret_key, "AGE-SECRET-KEY-", key));
  bech32_encode("AGE-SECRET-KEY-", key, text);
  assert_string_equal(text, secret_key);
}

static void all_bytes_come_back(void **state) {
  uint8_t key[BECH32_KEY], again[BECH32_KEY];
  char text[BECH32_TEXT];
  (void)state;
  for (int fill = 0; fill < 256; fill++) {
    for (int i = 0; i < BECH32_KEY; i++)
      key[i] = (uint8_t)(fill + i * 37);
    bech32_encode("age", key, text);
    assert_int_equal(strlen(text), 62);
    assert_true(bech32_decode(text, "age", again));
    assert_memory_equal(key, again, BECH32_KEY);
  }
}

static void a_typo_is_noticed(void **state) {
  uint8_t key[BECH32_KEY] = {7}, before[BECH32_KEY] = {7};
  char text[BECH32_TEXT];
  (void)state;
  for (size_t i = 0; public_key[i]; i++)
    for (const char *c = "aq9lz1bX "; *c; c++) {
      memcpy(text, public_key, sizeof public_key);
      text[i] = *c;
      if (text[i] != public_key[i] && bech32_decode(text, "age", key))
        fail_msg("%s was accepted", text);
    }
  assert_memory_equal(key, before, BECH32_KEY);
}

static void other_texts_are_refused(void **state) {
  static const char *const bad[] = {"", "age", "age1", "1", "AGE1",
      "AGE14JGAXUTPCT72993X4FV3S5Q6W2PJ7L307XQRPDJQC2GFCPY0GCNQYRPZCR",
      "age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzc",
      "age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcrr",
      " age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcr",
      "bge14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcr"};
  uint8_t key[BECH32_KEY];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (bech32_decode(bad[i], "age", key))
      fail_msg("\"%s\" was accepted", bad[i]);
  assert_false(bech32_decode(secret_key, "age", key));
  assert_false(bech32_decode(public_key, "AGE-SECRET-KEY-", key));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(keys_of_another_program_are_read),
      cmocka_unit_test(all_bytes_come_back), cmocka_unit_test(a_typo_is_noticed),
      cmocka_unit_test(other_texts_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
