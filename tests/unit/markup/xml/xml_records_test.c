#include "markup/xml/xml_records.h"

#include <unistd.h>

#include "base/buf.h"
#include "fail_alloc.h"
#include "support.h"

static struct buf seen;

static enum err note(void *context, const struct xml_node *record, struct arena *a) {
  const enum err *result = context;
  const char *id = xml_records_attribute(a, record, "x:id");
  const char *text = xml_records_text(a, record, "text");
  const char *name = xml_records_text(a, xml_records_child(record, "by"), "name");
  if (!id || !text || !name)
    return ERR_NOMEM;
  buf_printf(&seen, "%d:%s:%s:%s:%s\n", record->line, record->name, id, text, name);
  return result ? *result : OK;
}

static enum err read_text(
    const char *text, size_t n, enum err *result, struct parse_problem *problem) {
  FILE *f = tmpfile();
  assert_non_null(f);
  assert_int_equal(fwrite(text, 1, n, f), n);
  assert_int_equal(fflush(f), 0);
  *problem = (struct parse_problem){0};
  buf_clear(&seen);
  enum err e = xml_records_read(fileno(f), note, result, problem);
  fclose(f);
  return e;
}

static enum err read_all(const char *text, struct parse_problem *problem) {
  return read_text(text, strlen(text), NULL, problem);
}

static void each_child_of_the_root_is_a_record(void **state) {
  static const char text[] =
      "\n\n<?xml version=\"1.0\"?>\n<all xmlns:x=\"u\">\n"
      "<one x:id=\" 7 \"><text>\n <![CDATA[a <b> & c]]>\n</text><by><name>Ada"
      "</name></by></one>\nstray\n<two/>\n</all>\n";
  struct parse_problem problem;
  (void)state;
  assert_err(read_all(text, &problem), OK);
  assert_string_equal(buf_text(&seen), "5:one:7:a <b> & c:Ada\n9:two:::\n");
  buf_free(&seen);
}

/* Texts are complete however expat cuts them, and what XML forbids is replaced. */
static void a_text_may_be_long(void **state) {
  struct parse_problem problem;
  struct buf text = {0};
  (void)state;
  buf_puts(&text, "<a><b><text>\x01");
  for (int i = 0; i < 100000; i++)
    buf_puts(&text, "&amp;\xc3\xa4");
  buf_puts(&text, "</text></b></a>");
  assert_err(read_text(buf_text(&text), text.len, NULL, &problem), OK);
  assert_int_equal(seen.len, strlen("1:b::") + 300000 + strlen(":\n"));
  buf_free(&text);
  buf_free(&seen);
}

/* Two bytes a character, in more than one piece: the NULs are no faults. */
static void a_file_may_be_in_utf_16(void **state) {
  struct parse_problem problem;
  struct buf text = {0}, wide = {0};
  (void)state;
  buf_puts(&text, "<a><b><text>");
  for (int i = 0; i < 100000; i++)
    buf_putc(&text, 'x');
  buf_puts(&text, "</text></b></a>");
  buf_puts(&wide, "\xff\xfe");
  for (size_t i = 0; i < text.len; i++) {
    buf_putc(&wide, text.data[i]);
    buf_putc(&wide, '\0');
  }
  assert_err(read_text(wide.data, wide.len, NULL, &problem), OK);
  assert_int_equal(seen.len, strlen("1:b::") + 100000 + strlen(":\n"));
  assert_null(strchr(buf_text(&seen), ' '));
  buf_free(&text);
  buf_free(&wide);
  buf_free(&seen);
}

static void damage_is_refused_with_its_line(void **state) {
  static const char bomb[] = "<!DOCTYPE a [<!ENTITY b \"c\">]><a><d>&b;</d></a>";
  struct parse_problem problem;
  struct buf deep = {0};
  (void)state;
  assert_err(read_all("<a>\n<b><text>x", &problem), ERR_SYNTAX);
  assert_int_equal(problem.line, 2);
  assert_non_null(strstr(problem.message, "incomplete"));
  assert_err(read_all("\n<a>\n<b></c></a>", &problem), ERR_SYNTAX);
  assert_int_equal(problem.line, 3);
  assert_err(read_all("", &problem), ERR_SYNTAX);
  assert_err(read_all(bomb, &problem), ERR_INVALID);
  assert_non_null(strstr(problem.message, "DOCTYPE"));
  for (int i = 0; i < 100; i++)
    buf_puts(&deep, "<a>");
  assert_err(read_all(buf_text(&deep), &problem), ERR_INVALID);
  buf_free(&deep);
  buf_free(&seen);
}

static void an_error_of_the_visitor_ends_the_reading(void **state) {
  struct parse_problem problem;
  enum err full = ERR_FULL;
  (void)state;
  assert_err(read_text("<a><b/><c/></a>", 15, &full, &problem), ERR_FULL);
  assert_string_equal(buf_text(&seen), "1:b:::\n");
  buf_free(&seen);
}

static enum err read_little(void *context) {
  struct parse_problem problem;
  (void)context;
  enum err e = read_all("<a><b x:id='1'><text>x</text></b></a>", &problem);
  buf_free(&seen);
  return e;
}

static void memory_runs_out(void **state) {
  (void)state;
  assert_true(fail_alloc_each(read_little, NULL) > 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_child_of_the_root_is_a_record),
      cmocka_unit_test(a_text_may_be_long),
      cmocka_unit_test(a_file_may_be_in_utf_16),
      cmocka_unit_test(damage_is_refused_with_its_line),
      cmocka_unit_test(an_error_of_the_visitor_ends_the_reading),
      cmocka_unit_test(memory_runs_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
