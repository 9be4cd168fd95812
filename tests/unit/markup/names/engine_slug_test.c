#include "markup/names/engine_slug.h"

#include "support.h"

static void slugs_are_those_of_the_engine(void **state) {
  static const struct {
    const char *text, *jekyll, *hugo;
  } rows[] = {
      {"Hello World", "Hello-World", "Hello-World"},
      {"Foo & Bar", "Foo-&-Bar", "Foo-Bar"},
      {"a - b", "a-b", "a-b"},
      {"rust 1.42!", "rust-1.42!", "rust-1.42"},
      {"  what?  ", "what", "what"},
      {"C++ & C#", "C++-&-C", "C++-C#"},
      {"snake_case", "snake_case", "snake_case"},
      {"Füße und Tee", "Füße-und-Tee", "Füße-und-Tee"},
      {"日本語：入門", "日本語-入門", "日本語入門"},
      {"", "", ""},
      {"???", "", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buf jekyll = {0}, hugo = {0};
    engine_slug_jekyll(rows[i].text, "._~!$&'()+,;=@", &jekyll);
    engine_slug_hugo(rows[i].text, &hugo);
    assert_string_equal(buf_text(&jekyll), rows[i].jekyll);
    assert_string_equal(buf_text(&hugo), rows[i].hugo);
    buf_free(&jekyll);
    buf_free(&hugo);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(slugs_are_those_of_the_engine)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
