#include "markup/xml/xml_position.h"

#include "support.h"

struct seen {
  XML_Parser parser;
  int line;
  int64_t byte;
};

static void on_start(void *context, const char *name, const char **attributes) {
  struct seen *s = context;
  (void)name, (void)attributes;
  s->line = xml_position_line(s->parser);
  s->byte = xml_position_byte(s->parser);
}

static void the_position_is_that_of_the_element(void **state) {
  static const char text[] = "<a>\n\n <b/></a>";
  struct seen s = {.parser = XML_ParserCreate(NULL)};
  (void)state;
  XML_SetUserData(s.parser, &s);
  XML_SetStartElementHandler(s.parser, on_start);
  assert_int_equal(XML_Parse(s.parser, text, sizeof text - 1, 1), XML_STATUS_OK);
  assert_int_equal(s.line, 3);
  assert_int_equal(s.byte, 6);
  XML_ParserFree(s.parser);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_position_is_that_of_the_element)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
