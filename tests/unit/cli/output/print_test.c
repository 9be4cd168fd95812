#include "cli/output/print.h"

#include <sysexits.h>

#include "fail_alloc.h"
#include "support.h"

struct printing {
  json_t *value;
  bool object;
  enum print_format format;
};

static void print_it(void *context) {
  const struct printing *p = context;
  assert_int_equal(
      p->object ? print_object(p->value, p->format) : print_rows(p->value, p->format),
      0);
}

/* What print_rows or print_object writes. */
static const char *printed(json_t *value, bool object, enum print_format format) {
  struct printing p = {value, object, format};
  return support_written(stdout, print_it, &p);
}

static json_t *rows(void) {
  return json_pack("[{s:i, s:s, s:s}, {s:i, s:s, s:s}]", "id", 7, "name", "日本", "n",
      "x", "id", 12, "name", "Ada", "n", "y");
}

static void columns_line_up(void **state) {
  (void)state;
  assert_string_equal(printed(rows(), false, PRINT_TABLE), "id  name  n\n"
                                                           "7   日本  x\n"
                                                           "12  Ada   y\n");
}

static void other_formats(void **state) {
  (void)state;
  assert_string_equal(printed(rows(), false, PRINT_IDS), "7 12\n");
  assert_string_equal(printed(rows(), false, PRINT_COUNT), "2\n");
}

/* RFC 4180, and what a spreadsheet would run is text. */
static void csv_is_safe_to_open(void **state) {
  (void)state;
  json_t *all =
      json_pack("[{s:i, s:s, s:s, s:n, s:[s, s]}, {s:i, s:s, s:s, s:b, s:[]}]", "id",
          -7, "a", "=1+1", "b", "x, \"y\"\nz", "c", "d", "+1", "q", "id", 8, "a",
          "\t@x", "b", "@", "c", 1, "d");
  assert_string_equal(printed(all, false, PRINT_CSV),
      "id,a,b,c,d\r\n"
      "-7,'=1+1,\"x, \"\"y\"\"\nz\",,\"'+1, q\"\r\n"
      "8,'\t@x,'@,yes,\r\n");
}

static void yaml_is_not_guessed_at(void **state) {
  (void)state;
  json_t *all = json_pack("[{s:i, s:s, s:s, s:n, s:[s], s:b}]", "id", 7, "a", "no", "b",
      "日: \"x\"\n", "c", "d", "2026-11-24", "e", 0);
  assert_string_equal(printed(all, false, PRINT_YAML),
      "---\n- id: 7\n  a: \"no\"\n  b: \"日: \\\"x\\\"\\n\"\n  c: null\n"
      "  d:\n  - \"2026-11-24\"\n  e: false\n");
}

static void nothing_to_show(void **state) {
  (void)state;
  assert_string_equal(printed(json_array(), false, PRINT_TABLE), "");
  assert_string_equal(printed(json_array(), false, PRINT_IDS), "");
  assert_string_equal(printed(json_array(), false, PRINT_COUNT), "0\n");
  assert_string_equal(printed(json_array(), false, PRINT_JSON), "[]\n");
}

static void long_values_are_cut_between_characters(void **state) {
  (void)state;
  char value[3 * 100 + 1] = "";
  for (int i = 0; i < 100; i++)
    strcat(value, "日");
  const char *text =
      printed(json_pack("[{s:i, s:s}]", "id", 1, "t", value), false, PRINT_TABLE);
  const char *row = strchr(text, '\n') + 1;
  assert_int_equal(strlen(row), strlen("1   ") + (size_t)3 * 29 + strlen("…") + 1);
  assert_string_equal(row + strlen(row) - strlen("…\n"), "…\n");
}

/* Escape sequence, C1, bidi override and DEL. */
#define HOSTILE "\x1b[31mred\xc2\x9b\xe2\x80\xae\x7f\n"

static void nothing_steers_the_terminal(void **state) {
  (void)state;
  for (int format = PRINT_TABLE; format < PRINT_OBJECT; format++)
    for (int object = 0; object < 2; object++) {
      json_t *one = json_pack("{s:i, s:s}", "id", 1, "t", HOSTILE);
      const char *text = printed(
          object ? one : json_pack("[o]", one), object, (enum print_format)format);
      assert_non_null(strstr(text, "red"));
      for (const char *c = text; *c; c++)
        assert_true(strchr("\r\n", *c) || (*c >= 0x20 && *c < 0x7f));
    }
}

/* Except tag characters, which are invisible. */
static void letters_of_all_scripts_stay(void **state) {
  (void)state;
  const char *text =
      printed(json_pack("{s:s}", "t", "Blåbær 日 👩‍🚀\xf3\xa0\x80\x81"), true,
          PRINT_JSON);
  assert_non_null(strstr(text, "\"Blåbær 日 👩‍🚀\\udb40\\udc01\""));
  text = printed(json_pack("{s:s}", "t", "Blåbær 日"), true, PRINT_YAML);
  assert_non_null(strstr(text, "\"Blåbær 日\""));
}

static void json_stays_the_same_json(void **state) {
  (void)state;
  json_t *one = json_pack("{s:i, s:s}", "id", 1, "t", HOSTILE "\xf3\xa0\x80\x81");
  json_t *again = json_loads(printed(json_incref(one), true, PRINT_JSON), 0, NULL);
  assert_true(json_equal(one, again));
  json_decref(one);
  json_decref(again);
}

static void one_object_as_lines(void **state) {
  (void)state;
  json_t *one = json_pack("{s:i, s:b, s:b, s:n, s:[s, s]}", "id", 1, "open", 1, "held",
      0, "url", "tags", "a", "b");
  assert_string_equal(printed(one, true, PRINT_TABLE), "id             1\n"
                                                       "open           yes\n"
                                                       "held           no\n"
                                                       "url            \n"
                                                       "tags           a, b\n");
}

static void a_text_keeps_its_lines(void **state) {
  (void)state;
  json_t *one =
      json_pack("{s:i, s:s, s:s}", "id", 1, "text", "a\n\n\tb\nid 2\n", "empty", "");
  assert_string_equal(printed(one, true, PRINT_TABLE), "id             1\n"
                                                       "text           a\n"
                                                       "               \n"
                                                       "               \\tb\n"
                                                       "               id 2\n"
                                                       "empty          \n");
}

static void format_names(void **state) {
  (void)state;
  enum print_format format = PRINT_IDS;
  assert_true(print_format(NULL, PRINT_LIST, &format));
  assert_int_equal(format, PRINT_TABLE);
  assert_true(print_format("count", PRINT_LIST, &format));
  assert_int_equal(format, PRINT_COUNT);
  assert_false(print_format("count", PRINT_OBJECT, &format));
  assert_false(print_format("xml", PRINT_LIST, &format));
  assert_int_equal(format, PRINT_COUNT);
}

static enum err err_of(int code) {
  return code == 0 ? OK : code == EX_OSERR ? ERR_NOMEM : ERR_INTERNAL;
}

/* Every format of rows and of an object, and the bare value. */
static enum err print_all(void *context) {
  json_t *all = context;
  enum err e = OK;
  for (int i = PRINT_TABLE; !e && i < PRINT_LIST; i++)
    e = err_of(print_rows(json_incref(all), (enum print_format)i));
  for (int i = PRINT_TABLE; !e && i < PRINT_OBJECT; i++)
    e = err_of(print_object(json_incref(json_array_get(all, 0)), (enum print_format)i));
  if (!e)
    e = err_of(print_value(json_object_get(json_array_get(all, 0), "n")));
  if (!e)
    e = err_of(print_name("(", "name", ")"));
  return e ? e : err_of(print_event(json_incref(json_array_get(all, 0))));
}

struct printed {
  json_t *value;
  enum err e;
};

static void print_noisily(void *context) {
  struct printed *p = context;
  p->e = print_all(p->value);
}

static enum err print_quietly(void *context) {
  struct printed *p = context;
  const char *said = support_written_only(stderr, print_noisily, p);
  return !p->e || strstr(said, "pamphlet: out of memory") ? p->e : ERR_INTERNAL;
}

static void a_failed_allocation_is_an_error(void **state) {
  (void)state;
  json_t *all = rows();
  fail_alloc_each(print_quietly, &(struct printed){all, OK});
  json_decref(all);
}

static void print_nothing(void *context) {
  (void)context;
  assert_int_equal(print_rows(NULL, PRINT_CSV), EX_OSERR);
  assert_int_equal(print_object(NULL, PRINT_YAML), EX_OSERR);
}

static void a_missing_value_is_an_error(void **state) {
  (void)state;
  assert_non_null(
      strstr(support_written(stderr, print_nothing, NULL), "out of memory"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_line_up),
      cmocka_unit_test(other_formats),
      cmocka_unit_test(csv_is_safe_to_open),
      cmocka_unit_test(yaml_is_not_guessed_at),
      cmocka_unit_test(nothing_to_show),
      cmocka_unit_test(long_values_are_cut_between_characters),
      cmocka_unit_test(nothing_steers_the_terminal),
      cmocka_unit_test(letters_of_all_scripts_stay),
      cmocka_unit_test(json_stays_the_same_json),
      cmocka_unit_test(one_object_as_lines),
      cmocka_unit_test(a_text_keeps_its_lines),
      cmocka_unit_test(format_names),
      cmocka_unit_test(a_failed_allocation_is_an_error),
      cmocka_unit_test(a_missing_value_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
