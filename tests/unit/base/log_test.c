#include "base/log.h"

#include <regex.h>

#include "support.h"

static void log_hostile(void *context) {
  log_event(
      LOG_LEVEL_WARN, "test.event", "key", context, "missing", NULL, "last", "1", NULL);
}

/* Foreign text can start neither a new line nor a new key-value pair. */
static void a_value_stays_one_quoted_word(void **state) {
  (void)state;
  const char *line =
      support_written(stderr, log_hostile, (char[]){"a\" level=\"x\nfake=1 \033[2J"});
  assert_non_null(strstr(line, " level=warn pid="));
  assert_non_null(
      strstr(line, " event=test.event key=\"a\\\" level=\\\"x\\\\nfake=1 \\\\u{1b}[2J\""
                   " missing=\"\" last=\"1\"\n"));
  assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void a_line_begins_with_its_time(void **state) {
  regex_t wanted;
  (void)state;
  const char *line = support_written(stderr, log_hostile, (char[]){"x"});
  assert_int_equal(
      regcomp(&wanted, "^time=[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z level=",
          REG_EXTENDED | REG_NOSUB),
      0);
  assert_int_equal(regexec(&wanted, line, 0, NULL, 0), 0);
  regfree(&wanted);
}

static void a_long_event_is_truncated_to_one_line(void **state) {
  static char text[5000];
  (void)state;
  memset(text, 'a', sizeof text - 1);
  const char *line = support_written(stderr, log_hostile, text);
  assert_int_equal(strlen(line), 2048);
  assert_int_equal(line[2047], '\n');
}

static void a_line_names_the_request(void **state) {
  (void)state;
  log_about("a\"b");
  const char *line = support_written(stderr, log_hostile, (char[]){"x"});
  assert_non_null(strstr(line, " event=test.event request=\"a\\\"b\" key=\"x\" "));
  log_about("");
  assert_null(strstr(support_written(stderr, log_hostile, (char[]){"x"}), "request="));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_stays_one_quoted_word),
      cmocka_unit_test(a_line_begins_with_its_time),
      cmocka_unit_test(a_long_event_is_truncated_to_one_line),
      cmocka_unit_test(a_line_names_the_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
