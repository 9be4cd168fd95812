#include "site/pictures/picture_program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* Runs a shell script in place of the program. */
static struct picture_found run(const char *script) {
  char program[600], text[700];
  struct picture_found found = {.width = -1};
  snprintf(program, sizeof program, "%s/program", folder);
  snprintf(text, sizeof text, "#!/bin/sh\n%s\n", script);
  support_write(folder, "program", text);
  support_write(folder, "x.png", "picture");
  assert_int_equal(chmod(program, 0755), 0);
  snprintf(text, sizeof text, "%s/x.png", folder);
  int fd = open(text, O_RDONLY);
  const struct picture_order order = {program, fd, folder, "abc", "webp avif"};
  assert_err(picture_program_run(&order, &found), OK);
  close(fd);
  return found;
}

static void the_line_is_read(void **state) {
  (void)state;
  struct picture_found found =
      run("read -r text; [ \"$text$2$3$4\" = pictureabcwebpavif ] && [ -d \"$1\" ] &&"
          " printf '800\\t600\\twebp:400,800;=jpg:400\\t\\n'");
  assert_int_equal(found.width, 800);
  assert_int_equal(found.height, 600);
  assert_string_equal(found.copies, "webp:400,800;=jpg:400");
  assert_string_equal(found.fault, "");
  found = run("printf '0\\t0\\t\\tis empty\\n'");
  assert_string_equal(found.fault, "is empty");
}

/* Whatever a program that was taken over prints, nothing of it reaches a page. */
static void other_output_is_a_fault(void **state) {
  static const char *const scripts[] = {"exit 1", "kill -9 $$", "true",
      "printf '800\\t600\\twebp:400\\t\\n'; exit 3", "printf '800\\t600\\twebp:400\\t'",
      "printf '800\\t600\\twebp:400\\n'", "printf -- '-1\\t6\\t\\t\\n'",
      "printf '9999999\\t6\\t\\t\\n'", "printf '8\\t6\\t\"><script>:4\\t\\n'",
      "printf '8\\t6\\t\\t\\n8\\t6\\t\\t\\n'", "printf '0\\t0\\twebp:400\\t\\n'",
      "printf '8\\t6\\t\\t\\033[2J\\n'", "head -c 5000 /dev/zero"};
  (void)state;
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
    struct picture_found found = run(scripts[i]);
    if (found.width || found.height || *found.copies ||
        strcmp(found.fault, "cannot be read: the program that reads pictures failed") !=
            0)
      fail_msg("%s", scripts[i]);
  }
}

static void a_program_that_is_missing_is_an_error(void **state) {
  const struct picture_order order = {"/nonexistent/program", 0, folder, "abc", ""};
  struct picture_found found;
  (void)state;
  assert_err(picture_program_run(&order, &found), ERR_IO);
}

static void the_environment_names_it(void **state) {
  char path[PATH_MAX] = "";
  (void)state;
  setenv("PAMPHLET_PICTURE", "/bin/sh", 1);
  assert_true(picture_program_find(path));
  assert_string_equal(path, "/bin/sh");
  setenv("PAMPHLET_PICTURE", "/nonexistent", 1);
  assert_false(picture_program_find(path));
  setenv("PAMPHLET_PICTURE", "", 1);
  assert_false(picture_program_find(path));
  unsetenv("PAMPHLET_PICTURE");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_line_is_read),
      cmocka_unit_test(other_output_is_a_fault),
      cmocka_unit_test(a_program_that_is_missing_is_an_error),
      cmocka_unit_test(the_environment_names_it)};
  return cmocka_run_group_tests(tests, make_folder, free_folder);
}
