#include "import/threads/import_threads_pictures.h"

#include "support.h"

static void pictures_become_links(void **state) {
  static const struct {
    const char *html, *expected;
  } rows[] = {{"<p><img src=\"https://x.example/a.jpg\"></p>",
                  "<p> <a href=\"https://x.example/a.jpg\">https://x.example/a.jpg</a>"
                  " </p>"},
      {"a <IMG width=1 alt='A \"boat\"' SRC=http://x.example/a.jpg />b",
          "a  <a href=\"http://x.example/a.jpg\">A &quot;boat&quot;</a> b"},
      {"<a href=\"https://y.example/\"><img src=\"https://x.example/a.jpg\"></a>"
       "<img src='https://x.example/b.jpg'>",
          "<a href=\"https://y.example/\">https://x.example/a.jpg</a>"
          " <a href=\"https://x.example/b.jpg\">https://x.example/b.jpg</a> "},
      {"<img src=\"data:image/png;base64,AA\" alt=smile><img data-src=\"https://x\">",
          "smile"},
      {"<image> <img", "<image> <img"},
      {"<imgs src=\"https://x.example/\">", "<imgs src=\"https://x.example/\">"},
      {"text", "text"}, {"", ""}};
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_string_equal(import_threads_pictures(a, rows[i].html), rows[i].expected);
  assert_ptr_equal(import_threads_pictures(a, rows[6].html), rows[6].html);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pictures_become_links)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
