#include "site/pictures/social_card_program.h"

#include <sys/stat.h>

#include "support.h"

static char *folder;

static int make_folder(void **state) {
  (void)state;
  folder = support_folder();
  return 0;
}

static int free_folder(void **state) {
  (void)state;
  free(folder);
  return 0;
}

/* A shell script in place of the program: it answers each request of one line with
 * `answer`, a format of printf. */
static struct social_card_program script(const char *answer) {
  static char path[600];
  char text[900];
  snprintf(path, sizeof path, "%s/program", folder);
  snprintf(text, sizeof text,
      "#!/bin/sh\n[ \"$1\" = cards ] || exit 1\n"
      "while read -r size; do read -r request; printf '%s'; done\n",
      answer);
  support_write(folder, "program", text);
  assert_int_equal(chmod(path, 0755), 0);
  return (struct social_card_program){.path = path};
}

/* Returns the fault, "" for none; *png has the file then. */
static const char *draw(struct social_card_program *p, struct buf *png) {
  static char fault[SOCIAL_CARD_FAULT];
  struct buf order = {0};
  buf_puts(&order, "title\n");
  assert_err(social_card_program_order(p, &order), OK);
  assert_err(social_card_program_take(p, png, fault), OK);
  buf_free(&order);
  assert_int_equal(*fault == '\0', png->len > 0);
  return fault;
}

static void one_process_draws_many(void **state) {
  struct buf png = {0};
  (void)state;
  struct social_card_program p = script("16\\nP\\211PNG\\r\\n\\032\\n1234567");
  assert_string_equal(draw(&p, &png), "");
  assert_int_equal(png.len, 15);
  pid_t first = p.tool.pid;
  assert_string_equal(draw(&p, &png), "");
  assert_int_equal(png.len, 15);
  assert_int_equal(p.tool.pid, first);
  social_card_program_stop(&p);
  buf_free(&png);
}

static void a_refusal_has_a_reason(void **state) {
  struct buf png = {0};
  (void)state;
  struct social_card_program p = script("13\\nFneeds a font");
  assert_string_equal(draw(&p, &png), "needs a font");
  assert_string_equal(draw(&p, &png), "needs a font");
  social_card_program_stop(&p);
  buf_free(&png);
}

/* Whatever a program that was taken over answers, no file comes of it but a PNG. */
static void other_answers_are_a_fault(void **state) {
  static const char *const answers[] = {"'; exit 1; printf '",
      "'; kill -9 $$; printf '", "1\\nP", "1\\nF", "5\\nP<svg",
      "9\\nX\\211PNG\\r\\n\\032\\n", "6\\nF\\033[2J\\n", "no\\n", "9999999999\\n"};
  struct buf png = {0};
  (void)state;
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
    struct social_card_program p = script(answers[i]);
    if (strcmp(draw(&p, &png), "the program that draws cards failed") != 0)
      fail_msg("%s", answers[i]);
    social_card_program_stop(&p);
  }
  struct social_card_program none = {.path = "/nonexistent/program"};
  assert_string_equal(draw(&none, &png), "the program that draws cards failed");
  social_card_program_stop(&none);
  buf_free(&png);
}

/* Once: the cards are drawn without it. */
static void a_logo_that_kills_the_program_is_left_out(void **state) {
  struct buf png = {0};
  (void)state;
  struct social_card_program p = script("'; case $request in L*) exit 1;; esac;"
                                        " printf '16\\nP\\211PNG\\r\\n\\032\\n1234567");
  p.logo = "a logo\n";
  p.logo_size = strlen(p.logo);
  assert_string_equal(draw(&p, &png), "");
  assert_null(p.logo);
  assert_string_equal(draw(&p, &png), "");
  social_card_program_stop(&p);
  buf_free(&png);
}

/* A reason is an answer like any other. */
static void a_failure_is_told(void **state) {
  struct buf png = {0};
  (void)state;
  struct social_card_program p = script("'; exit 1; printf '");
  draw(&p, &png);
  assert_true(p.failed);
  social_card_program_stop(&p);
  struct social_card_program next = script("13\\nFneeds a font");
  next.failed = true;
  draw(&next, &png);
  assert_false(next.failed);
  social_card_program_stop(&next);
  buf_free(&png);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_process_draws_many),
      cmocka_unit_test(a_refusal_has_a_reason),
      cmocka_unit_test(other_answers_are_a_fault),
      cmocka_unit_test(a_logo_that_kills_the_program_is_left_out),
      cmocka_unit_test(a_failure_is_told)};
  return cmocka_run_group_tests(tests, make_folder, free_folder);
}
