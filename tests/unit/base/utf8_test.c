#include "support.h"

#include "base/clock.h"
#include "base/utf8.h"

static void test_check(void **state) {
  (void)state;
  const char *const bad[] = {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
      "\x80", "a\x01", "a\x7f", "a\xc2\x85", "\x1b[31m", NULL};
  for (const char *const *s = bad; *s; s++)
    assert_err(utf8_check(*s, strlen(*s), UTF8_MULTI_LINE), ERR_SYNTAX);
  assert_err(utf8_check("a\0b", 3, UTF8_MULTI_LINE), ERR_SYNTAX);
  assert_err(utf8_check("a\n\tb", 4, UTF8_MULTI_LINE), OK);
  assert_err(utf8_check("a\nb", 3, UTF8_ONE_LINE), ERR_SYNTAX);
  assert_err(utf8_check("a\xe2\x80\xa8", 4, UTF8_ONE_LINE), ERR_SYNTAX);
  assert_err(utf8_check("a\xe2\x80\xa9", 4, UTF8_ONE_LINE), ERR_SYNTAX);
  assert_err(utf8_check("a\xe2\x80\xa8", 4, UTF8_MULTI_LINE), OK);
  assert_err(utf8_check("😀 العربية", strlen("😀 العربية"), UTF8_ONE_LINE), OK);
}

static void test_names(void **state) {
  (void)state;
  assert_true(utf8_is_blank(""));
  assert_true(utf8_is_blank(" \xe2\x80\x8b\xe2\x81\xa0"));
  assert_false(utf8_is_blank("x"));
  assert_true(utf8_has_bidi_control("a\xe2\x80\xae"
                                    "b"));
  assert_false(utf8_has_bidi_control("ليلى"));
  assert_int_equal(utf8_longest_mark_run("a\xcc\x81\xcc\x81"), 2);
  /* A zero-width joiner and a variation selector between two marks. */
  assert_int_equal(utf8_longest_mark_run("a\xcc\x81\xe2\x80\x8d\xcc\x81"), 2);
  assert_int_equal(utf8_longest_mark_run("a\xcc\x81 \xcc\x81"), 1);
  assert_int_equal(utf8_length("a😀"), 2);
  char pasted[] = "a\x10"
                  "b\0c\x0b\n\t\xff\xc2\x9b\xc2\x85 \x7f";
  assert_int_equal(utf8_drop_controls(pasted, sizeof pasted - 1), 9);
  assert_string_equal(pasted, "abc\n\n\t\xff\n ");
  char text[] = "a\r\nb\rc";
  assert_int_equal(utf8_unify_newlines(text, 6), 5);
  assert_string_equal(text, "a\nb\nc");
}

static void test_drop_ignorable(void **state) {
  (void)state;
  char text[] = "c\u00ada\u200bs\u2060i\ufe0fn\U000e0041o é字\xff\u200b";
  assert_int_equal(utf8_drop_ignorable(text, sizeof text - 1), 13);
  assert_string_equal(text, "casino é字\xff");
  assert_int_equal(utf8_drop_ignorable(text, 0), 0);
}

static void test_fit(void **state) {
  (void)state;
  struct buf tower = {0};
  assert_int_equal(utf8_fit("ab字", 3), 2);
  assert_int_equal(utf8_fit("e\xcc\x81x", 1), 3);
  buf_puts(&tower, "ae");
  for (int i = 0; i < 1000; i++)
    buf_puts(&tower, "\xcc\x81");
  assert_int_equal(utf8_fit(buf_text(&tower), 40), 1);
  buf_free(&tower);
}

static void test_head(void **state) {
  (void)state;
  assert_int_equal(utf8_head("a字", 9), 4);
  assert_int_equal(utf8_head("a字b", 4), 4);
  assert_int_equal(utf8_head("a字b", 3), 1);
  assert_int_equal(utf8_head("字", 2), 0);
}

static void test_printable(void **state) {
  (void)state;
  struct buf out = {0};
  utf8_printable(&out, "a\x1b[2J\n\xe2\x80\xae\xff"
                       "世");
  assert_string_equal(buf_text(&out), "a\\u{1b}[2J\\n\\u{202e}\\x{ff}世");
  buf_clear(&out);
  utf8_printable_part(&out, "世\n世", 4);
  assert_string_equal(buf_text(&out), "世\\n");
  buf_free(&out);
}

static void test_what_a_title_may_be(void **state) {
  (void)state;
  assert_true(utf8_is_plain(""));
  assert_true(utf8_is_plain("A title \u4f60"));
  static const char *const others[] = {
      "a\nb", "a\tb", "a\x1b", "a\u202eb", "a\u2028b", "\xff"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_false(utf8_is_plain(others[i]));
}

static void test_clock(void **state) {
  (void)state;
  int64_t t = 0;
  char iso[CLOCK_ISO];
  const char *const none[] = {"", "Mars/Base", "../../etc/passwd", "/etc/localtime",
      "Europe/../Europe/Berlin", "Europe", "zone.tab", "tzdata.zi", ":UTC", NULL};
  for (const char *const *s = none; *s; s++)
    assert_err(clock_set_zone(*s), ERR_NOT_FOUND);
  assert_err(clock_set_zone("Europe/Berlin"), OK);
  assert_err(clock_parse("2026-11-24T09:30:05.5+01:00", &t), OK);
  assert_int_equal(t, INT64_C(1795509005500000));
  clock_iso(t, iso);
  assert_string_equal(iso, "2026-11-24T09:30:05+01:00");
  assert_err(clock_parse("2026-07-01", &t), OK);
  clock_iso(t, iso);
  assert_string_equal(iso, "2026-07-01T00:00:00+02:00");
  /* The same moment in another zone. */
  assert_err(clock_set_zone("UTC"), OK);
  clock_iso(t, iso);
  assert_string_equal(iso, "2026-06-30T22:00:00+00:00");
  assert_err(clock_set_zone("Europe/Berlin"), OK);
  assert_err(clock_parse("2026-02-29", &t), ERR_INVALID);
  assert_err(clock_parse("24.11.2026", &t), ERR_SYNTAX);
  assert_err(clock_parse("2026-11-24T09:30 nonsense", &t), ERR_SYNTAX);
}

/* What utf8_plain leaves must be one line to utf8_check. */
static void test_plain(void **state) {
  struct buf out = {0};
  (void)state;
  utf8_plain(&out, "a\u2028b\u2029c\nd\x1b\u202e");
  assert_string_equal(buf_text(&out), "a b c d");
  assert_err(utf8_check(buf_text(&out), out.len, UTF8_ONE_LINE), OK);
  buf_clear(&out);
  utf8_plain(&out, "\x7f~ !\tx\xff\u00e9Y\r");
  assert_string_equal(buf_text(&out), "~ ! x\u00e9Y ");
  buf_free(&out);
}

/* ASCII alone takes another way than a text with other characters. */
static void test_lower(void **state) {
  (void)state;
  for (char c = 1; c < 0x7f; c++) {
    struct buf alone = {0}, mixed = {0};
    const char text[] = {'x', c, '\0'}, more[] = {'x', c, '\xc3', '\x84', '\0'};
    buf_puts(&alone, "A");
    assert_err(utf8_lower(&alone, text), OK);
    assert_err(utf8_lower(&mixed, more), OK);
    assert_int_equal(buf_text(&alone)[0], 'A');
    assert_memory_equal(buf_text(&alone) + 1, buf_text(&mixed), 2);
    assert_string_equal(buf_text(&mixed) + 2, "\xc3\xa4");
    buf_free(&alone);
    buf_free(&mixed);
  }
}

static void test_characters_that_xml_forbids(void **state) {
  static const struct {
    const char *text;
    size_t bytes;
  } rows[] = {{"", 0}, {"a", 0}, {"\t", 0}, {"\n", 0}, {"\r", 1}, {"\x01", 1},
      {"\x1f", 1}, {" ", 0}, {"\xef\xbf\xbe", 3}, {"\xef\xbf\xbf", 3},
      {"\xef\xbf\xbd", 0}, {"\xef\xbb\xbf", 0}, {"\u6570", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_int_equal(utf8_not_for_xml(rows[i].text), rows[i].bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_check),
      cmocka_unit_test(test_names), cmocka_unit_test(test_fit),
      cmocka_unit_test(test_drop_ignorable), cmocka_unit_test(test_head),
      cmocka_unit_test(test_printable), cmocka_unit_test(test_what_a_title_may_be),
      cmocka_unit_test(test_plain), cmocka_unit_test(test_lower),
      cmocka_unit_test(test_clock), cmocka_unit_test(test_characters_that_xml_forbids)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
