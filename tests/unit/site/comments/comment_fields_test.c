#include "site/comments/comment_fields.h"

#include "base/limits.h"
#include "fail_alloc.h"
#include "support.h"

/* `n` times the character `c`, in static memory. */
static const char *repeat(const char *c, size_t n) {
  static char text[4 * (LIMIT_COMMENT + 2)];
  size_t size = strlen(c);
  for (size_t i = 0; i < n; i++)
    memcpy(text + i * size, c, size);
  text[n * size] = '\0';
  return text;
}

/* Limits count characters, not bytes, and are inclusive. */
static void limits_are_inclusive(void **state) {
  (void)state;
  assert_int_equal(comment_fields_author(repeat("é", LIMIT_NAME)), COMMENT_FAULT_NONE);
  assert_int_equal(
      comment_fields_author(repeat("é", LIMIT_NAME + 1)), COMMENT_FAULT_AUTHOR_LONG);
  assert_int_equal(
      comment_fields_text(repeat("水", LIMIT_COMMENT)), COMMENT_FAULT_NONE);
  assert_int_equal(
      comment_fields_text(repeat("水", LIMIT_COMMENT + 1)), COMMENT_FAULT_TEXT_LONG);
}

static void names(void **state) {
  static const struct {
    const char *name;
    enum comment_fault fault;
  } rows[] = {
      {"Ada Lovelace", COMMENT_FAULT_NONE},
      {"لولوة", COMMENT_FAULT_NONE},
      {"👩‍🔬", COMMENT_FAULT_NONE},
      {"", COMMENT_FAULT_AUTHOR_MISSING},
      {" \t ", COMMENT_FAULT_AUTHOR_MISSING},
      {"\u200b\u2060", COMMENT_FAULT_AUTHOR_MISSING},
      {"Ada\nBob", COMMENT_FAULT_AUTHOR_CHARACTERS},
      {"Ada \u202egnp.exe", COMMENT_FAULT_AUTHOR_CHARACTERS},
      {"Ada \033[2J", COMMENT_FAULT_AUTHOR_CHARACTERS},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (comment_fields_author(rows[i].name) != rows[i].fault)
      fail_msg("row %zu", i);
}

static void addresses_and_websites(void **state) {
  (void)state;
  assert_int_equal(comment_fields_email("ada@example.org"), COMMENT_FAULT_NONE);
  assert_int_equal(comment_fields_email(""), COMMENT_FAULT_EMAIL_MISSING);
  assert_int_equal(comment_fields_email("ada"), COMMENT_FAULT_EMAIL_MALFORMED);
  assert_int_equal(comment_fields_url(""), COMMENT_FAULT_NONE);
  assert_int_equal(comment_fields_url("https://example.org/"), COMMENT_FAULT_NONE);
  assert_int_equal(
      comment_fields_url("javascript:alert(1)"), COMMENT_FAULT_URL_MALFORMED);
  assert_int_equal(comment_fields_text(" \n"), COMMENT_FAULT_TEXT_MISSING);
}

static void a_website_without_a_scheme_gets_one(void **state) {
  static const struct {
    const char *given, *wanted;
  } rows[] = {{" www.example.org ", "https://www.example.org"},
      {"example.org", "https://example.org"},
      {"example.org:8080/a?b#c", "https://example.org:8080/a?b#c"},
      {"münchen.example/straße", "https://münchen.example/straße"},
      {"http://example.org/", "http://example.org/"}, {"", ""},
      {"javascript:alert(1)", "javascript:alert(1)"},
      {"//example.org/", "//example.org/"},
      {"ftp://example.org/", "ftp://example.org/"},
      {"ada@example.org", "ada@example.org"}, {"none", "none"}};
  struct arena *a = arena_new(1 << 12);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(comment_fields_website(a, rows[i].given), rows[i].wanted);
  arena_free(a);
}

static void white_space_around_a_field_is_removed(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 12);
  assert_string_equal(comment_fields_trim(a, " \tAda L.\n"), "Ada L.");
  assert_string_equal(comment_fields_trim(a, NULL), "");
  assert_string_equal(comment_fields_trim(a, "\n\n"), "");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(limits_are_inclusive),
      cmocka_unit_test(names),
      cmocka_unit_test(addresses_and_websites),
      cmocka_unit_test(a_website_without_a_scheme_gets_one),
      cmocka_unit_test(white_space_around_a_field_is_removed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
