#include "http/form.h"

#include "base/buf.h"
#include "support.h"

static struct arena *arena;

static int set_up(void **state) {
  (void)state;
  arena = arena_new(4 << 20);
  return arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static enum err read_form(const char *text, struct form *f) {
  return form_read(arena, text, strlen(text), f);
}

static void test_values(void **state) {
  static const struct {
    const char *text, *name, *value;
  } rows[] = {
      {"a=1&b=2", "a", "1"},
      {"a=1&b=2", "b", "2"},
      {"a=1&b=2", "c", NULL},
      {"a", "a", ""},
      {"a=", "a", ""},
      {"=x", "", "x"},
      {"a=b=c", "a", "b=c"},
      {"&&a=1&&", "a", "1"},
      {"a=x+y%2Bz%20w", "a", "x y+z w"},
      {"a+b%3D=1", "a b=", "1"},
      {"a=%26%3d", "a", "&="},
      {"a=%F0%9F%90%8C", "a", "\xf0\x9f\x90\x8c"},
      {"a=1%0D%0A2%0d3%0A4", "a", "1\n2\n3\n4"},
      {"a=%0D%0A", "a", "\n"},
      {"a=%09x", "a", "\tx"},
      {"a=\r\nx", "a", "\nx"},
      {"a=x%00y", "a", "xy"},
      {"a=x%1by%7Fz", "a", "xyz"},
      {"a=\x01x%C2%9B", "a", "x"},
      {"a=one%0Btwo%0Cthree%C2%85four", "a", "one\ntwo\nthree\nfour"},
      {"A=1&a=2", "a", "2"},
      {"a;b=1", "a;b", "1"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct form f;
    assert_err(read_form(rows[i].text, &f), OK);
    const char *got = form_get(&f, rows[i].name);
    if (rows[i].value) {
      assert_non_null(got);
      assert_string_equal(got, rows[i].value);
    } else {
      assert_null(got);
    }
  }
}

static void test_refused(void **state) {
  static const char *const bad[] = {"a=1&a=2", "a=1&%61=2", "a&a", "a=%", "a=%4",
      "a=%4x", "a=%zz", "%=1", "a=%0", "a=%ff", "a=%c0%80", "a=%ED%A0%80",
      "a=%F4%90%80%80", "a=%e2%82", "a=\xff", "%00=1", "%1b=1", "%C2%85=1"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct form f = {.count = 7};
    enum err e = read_form(bad[i], &f);
    if (e != ERR_SYNTAX)
      fail_msg("%s: %s", bad[i], err_name(e));
    assert_int_equal(f.count, 7);
  }
}

static void test_empty(void **state) {
  struct form f;
  (void)state;
  assert_err(form_read(arena, "", 0, &f), OK);
  assert_int_equal(f.count, 0);
  assert_null(form_get(&f, ""));
}

static void test_raw_nul(void **state) {
  struct form f;
  (void)state;
  assert_err(form_read(arena, "a=x\0y", 5, &f), OK);
  assert_string_equal(form_get(&f, "a"), "xy");
  assert_err(form_read(arena, "a\0=y", 4, &f), ERR_SYNTAX);
}

/* Bytes after the given length are not read. */
static void test_length_is_kept(void **state) {
  struct form f;
  (void)state;
  assert_err(form_read(arena, "a=%4142", 5, &f), OK);
  assert_string_equal(form_get(&f, "a"), "A");
  assert_err(form_read(arena, "a=%41", 4, &f), ERR_SYNTAX);
}

static void test_field_limit(void **state) {
  (void)state;
  for (int off = -1; off <= 1; off++) {
    struct form f;
    struct buf b = {0};
    for (int i = 0; i < LIMIT_FIELDS + off; i++)
      buf_printf(&b, "&f%d=%d", i, i);
    assert_err(form_read(arena, b.data, b.len, &f), off > 0 ? ERR_SYNTAX : OK);
    if (off <= 0)
      assert_int_equal(f.count, LIMIT_FIELDS + off);
    buf_free(&b);
  }
}

static void test_out_of_memory(void **state) {
  struct form f;
  struct arena *tiny = arena_new(1);
  (void)state;
  assert_err(form_read(tiny, "abc=def", 7, &f), ERR_NOMEM);
  arena_free(tiny);
}

static void test_ids(void **state) {
  static const struct {
    const char *text;
    enum err e;
    int64_t id;
  } rows[] = {{"", OK, 0}, {"p=", OK, 0}, {"p=0", OK, 0}, {"p=17", OK, 17},
      {"p=999999999999999999", OK, INT64_C(999999999999999999)},
      {"p=9223372036854775808", ERR_SYNTAX, 0}, {"p=-1", ERR_SYNTAX, 0},
      {"p=%2B1", ERR_SYNTAX, 0}, {"p=1x", ERR_SYNTAX, 0}, {"p=+1", ERR_SYNTAX, 0},
      {"p=1e3", ERR_SYNTAX, 0}, {"p=%D9%A1", ERR_SYNTAX, 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct form f;
    int64_t id = -7;
    assert_err(read_form(rows[i].text, &f), OK);
    assert_err(form_get_id(&f, "p", &id), rows[i].e);
    assert_int_equal(id, rows[i].e ? -7 : rows[i].id);
  }
}

static void test_content_types(void **state) {
#define FORM "application/x-www-form-urlencoded"
  static const char *const good[] = {FORM, "Application/X-WWW-Form-URLencoded",
      FORM "; charset=utf-8", FORM ";charset=UTF-8", FORM "; charset=\"utf-8\"",
      FORM " ; charset=utf-8 ", FORM ";", FORM "; a=b; charset=utf-8",
      FORM "; xcharset=latin1"};
  static const char *const bad[] = {"", "text/plain", "multipart/form-data; boundary=x",
      "application/json", FORM "x", FORM "/x", FORM " x", FORM "; charset=iso-8859-1",
      FORM "; charset=utf-8x", FORM "; charset=utf-8-sig",
      FORM "; charset=", FORM "; charset=\"utf-8", FORM "; a=b; charset=latin1",
      FORM "; charset=utf-8; charset=utf-16", "x" FORM, ";" FORM};
#undef FORM
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    if (form_check_type(good[i]) != OK)
      fail_msg("refused: %s", good[i]);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (form_check_type(bad[i]) != ERR_MEDIA_TYPE)
      fail_msg("taken: %s", bad[i]);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {T(test_values), T(test_refused), T(test_empty),
      T(test_raw_nul), T(test_length_is_kept), T(test_field_limit),
      T(test_out_of_memory), T(test_ids), T(test_content_types)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
