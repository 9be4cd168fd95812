#include "site/publish/typing_error.h"

#include "support.h"

/* How many words changed beyond typing errors. */
static size_t counted(const char *before, const char *after, const char *lang) {
  struct word_diff d;
  struct arena *a = arena_new(4 << 20);
  size_t all = 0;
  assert_err(word_diff(a, before, after, &d), OK);
  for (size_t i = 0; i < d.count; i++) {
    size_t words = 0;
    assert_err(typing_error_words(&d, &d.changes[i], lang, &words), OK);
    all += words;
  }
  arena_free(a);
  return all;
}

static const struct {
  const char *before, *after;
} errors[] =
    {
        {"The mayor recieved the letter.", "The mayor received the letter."},
        {"It was definately so.", "It was definitely so."},
        {"They sat in a cafe.", "They sat in a café."},
        {"He said said so.", "He said so."},
        {"There were alot of boats.", "There were a lot of boats."},
        {"The web site is down.", "The website is down."},
        {"On the internet, nobody knows.", "On the Internet nobody knows!"},
        {"Teh end.", "Teh end"},
        {"Yesterdy it rained.", "Yesterday it rained."},
        {"He said \"no\".", "He said “no”."},
        {"Too  many   spaces.", "Too many spaces."},
        {"It was in 1914, they say.", "It was in 1914 they say."},
},
  facts[] = {
      {"The ferry left in 1911.", "The ferry left in 1912."},
      {"It costs 1,000 euros.", "It costs 10,00 euros."},
      {"The council did approve it.", "The council did not approve it."},
      {"It is now open.", "It is not open."},
      {"The deal is legal.", "The deal is illegal."},
      {"They were hired today.", "They were fired today."},
      {"A million people came.", "A billion people came."},
      {"We met Captain Smith there.", "We met Captain Smyth there."},
      {"He saw them.", "She saw them."},
      {"It rains.", "It rains. More text follows."},
      {"It rains. More text follows.", "It rains."},
      {"He was convicted.", "He was acquitted."},
      {"It was -5 degrees.", "It was 5 degrees."},
      {"It costs $5 there.", "It costs €5 there."},
      {"It fell by 5% there.", "It fell by 5‰ there."},
};

static void typing_errors_do_not_count(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
    if (counted(errors[i].before, errors[i].after, "en") != 0)
      fail_msg("\"%s\" counts", errors[i].after);
}

static void facts_count(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    if (counted(facts[i].before, facts[i].after, "en") == 0)
      fail_msg("\"%s\" does not count", facts[i].after);
  assert_int_equal(counted("a", "a one two three four five", "en"), 5);
}

static void nouns_are_no_names_in_german(void **state) {
  (void)state;
  assert_int_equal(
      counted("Das grosse Schif kam.", "Das grosse Schiff kam.", "de-AT"), 0);
  assert_int_equal(counted("We saw Schif there.", "We saw Schiff there.", "en"), 1);
}

static void other_scripts_are_words_too(void **state) {
  (void)state;
  assert_int_equal(
      counted("渡轮于一九一一年下水。", "渡轮于一九一二年下水。", "zh"), 1);
  assert_int_equal(
      counted("Паром вышел из гаванни.", "Паром вышел из гавани.", "ru"), 0);
  assert_int_equal(counted("العام ١٩١١ هنا", "العام ١٩١٢ هنا", "ar"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(typing_errors_do_not_count),
      cmocka_unit_test(facts_count),
      cmocka_unit_test(nouns_are_no_names_in_german),
      cmocka_unit_test(other_scripts_are_words_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
