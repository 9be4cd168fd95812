#include "markup/names/author_name.h"

#include "support.h"

static void a_name_has_no_address(void **state) {
  static const char *const names[][2] = {
      {"Ada Lovelace <ada@example.org>", "Ada Lovelace"},
      {"Ada Lovelace<ada@example.org>", "Ada Lovelace"},
      {"Ada Lovelace ada@example.org", "Ada Lovelace"},
      {"Ada (Countess) <ada@example.org>", "Ada (Countess)"},
      {"\"Lovelace, Ada\" <mailto:ada@example.org>", "Lovelace, Ada"},
      {"ada@example.org (Ada Lovelace)", "Ada Lovelace"},
      {"Ada <a@example.org>, Grace <g@example.org>", "Ada, Grace"},
      {"阿达 <阿达@例子.中国>", "阿达"},
      {"ada.lovelace@example.org", "ada.lovelace"},
      {"<ada@example.org>", "ada"},
      {"mailto:ada@example.org", "ada"},
  };
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *name = NULL;
    assert_err(author_name_read(a, names[i][0], &name), OK);
    assert_string_equal(name, names[i][1]);
  }
  arena_free(a);
}

static void other_names_are_unchanged(void **state) {
  static const char *const same[] = {"", " ", "Ada Lovelace", "Ada \"the <Countess>\"",
      "@ada", "Ada @ home", "@ada@social.example", "Mail @example.org, (Ada)"};
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    const char *name = NULL;
    assert_err(author_name_read(a, same[i], &name), OK);
    assert_ptr_equal(name, same[i]);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_has_no_address),
      cmocka_unit_test(other_names_are_unchanged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
