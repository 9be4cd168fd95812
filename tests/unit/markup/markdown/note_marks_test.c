#include "markup/markdown/note_marks.h"

#include <string.h>

#include "support.h"

static bool find(void *context, const char *name, struct buf *out) {
  (void)context;
  if (strncmp(name, "no", 2) == 0)
    return false;
  buf_printf(out, strchr(name, '.') ? "%s" : "%s.md", name);
  return true;
}

static void marks_are_converted(void **state) {
  static const struct {
    const char *text, *expected;
    int lost;
  } rows[] = {
      {"a [[Low tide]] b", "a [Low tide](<Low tide.md>) b", 0},
      {"[[tide|the tide]]", "[the tide](<tide.md>)", 0},
      {"[[tide#Ebb|ebb]]", "[ebb](<tide.md>)", 0},
      {"![[boat.png]] ![[boat.png|300]]", "![](<boat.png>) ![](<boat.png>)", 0},
      {"![[boat.png|A boat]]", "![A boat](<boat.png>)", 0},
      {"[[nowhere]] [[no|label]]", "nowhere label", 2},
      {"`[[tide]]` [[open", "`[[tide]]` [[open", 0},
      {"see [[no 1]]\n\n[no 1]: https://example.org/",
          "see [[no 1]]\n\n[no 1]: https://example.org/", 0},
      {"[[[foo]]] [[foo][] \\[[x]]", "[[[foo]]] [[foo][] \\[[x]]", 0},
      {"[[1]](x) [[a][b]] [[]]", "[[1]](x) [[a][b]] [[]]", 0},
      {"```\n[[tide]] ==x==\n```\n", "```\n[[tide]] ==x==\n```\n", 0},
      {"    [[code]]", "    [[code]]", 0},
      {"an ==important== word", "an <mark>important</mark> word", 0},
      {"a == b == c, x==y, == z ==", "a == b == c, x==y, == z ==", 0},
      {"ILchiSyamFLen==; Dh==", "ILchiSyamFLen==; Dh==", 0},
      {"> [!NOTE]\n> text\n", "> **Note**\\\n> text\n", 0},
      {"> [!warning]- Careful now\n> text\n", "> **Careful now**\\\n> text\n", 0},
      {"[[tide#Ebb]] [[tide#^3f2a]] [[#Ebb]] [[no#Ebb]]",
          "[tide > Ebb](<tide.md>) [tide](<tide.md>) Ebb no > Ebb", 1},
      {"![[boat.png|A boat|300x200]]", "![A boat](<boat.png>)", 0},
      {"![[song.mp3]] ![[tide]]", "[song.mp3](<song.mp3>) [tide](<tide.md>)", 0},
      {"> [!faq|right]+ Why?\n", "> **Why?**\\\n", 0},
      {"> > [!TIP]\n", "> > **Tip**\\\n", 0},
      {"[!NOTE] > [!OTHER]\n> [!OTHER]", "[!NOTE] > [!OTHER]\n> [!OTHER]", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buf out = {0};
    int lost = -1;
    assert_true(note_marks_are_in(rows[i].text) || rows[i].lost == 0);
    assert_err(note_marks_convert(rows[i].text, find, NULL, &out, &lost), OK);
    assert_string_equal(buf_text(&out), rows[i].expected);
    assert_int_equal(lost, rows[i].lost);
    buf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(marks_are_converted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
