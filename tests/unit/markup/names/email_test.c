#include "markup/names/email.h"

#include "base/limits.h"
#include "support.h"

enum { AT_LEAST = 200 };

static unsigned hex(char c) {
  return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* Replaces \xNN by its byte, in place. */
static void decode(char *s) {
  char *to = s;
  while (*s) {
    if (s[0] == '\\' && s[1] == 'x') {
      *to++ = (char)(hex(s[2]) << 4 | hex(s[3]));
      s += 4;
    } else {
      *to++ = *s++;
    }
  }
  *to = '\0';
}

/* Checks each line of a file of test vectors. Names all wrong ones before it fails. */
static void check_file(const char *path, enum err want) {
  char line[1024];
  int count = 0, wrong = 0;
  FILE *f = fopen(path, "r");
  assert_non_null(f);
  while (fgets(line, sizeof line, f)) {
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "# ", 2) == 0)
      continue;
    char given[1024];
    memcpy(given, line, sizeof given);
    decode(given);
    count++;
    if (email_check(given) != want) {
      print_error("%s: %s\n", err_name(email_check(given)), line);
      wrong++;
    }
  }
  (void)fclose(f);
  assert_int_equal(wrong, 0);
  assert_true(count >= AT_LEAST);
}

static void accepts_the_valid_ones(void **state) {
  (void)state;
  check_file(TESTS_DIR "/unit/markup/names/email_valid.txt", OK);
}

static void refuses_the_invalid_ones(void **state) {
  (void)state;
  check_file(TESTS_DIR "/unit/markup/names/email_invalid.txt", ERR_INVALID);
  assert_err(email_check(""), ERR_INVALID);
}

/* `local` letters, then a domain of `domain` characters in labels of 50. */
static void sized(char *out, int local, int domain, const char *letter) {
  *out = '\0';
  for (int i = 0; i < local; i++)
    strcat(out, letter);
  strcat(out, "@");
  for (int i = 0; i < domain; i++)
    strcat(out, i % 51 == 50 ? "." : "b");
}

static void limits_are_enforced(void **state) {
  char s[2048];
  (void)state;
  sized(s, 20, LIMIT_EMAIL - 21, "a");
  assert_err(email_check(s), OK);
  sized(s, 20, LIMIT_EMAIL - 20, "a");
  assert_err(email_check(s), ERR_TOO_LARGE);
  /* Bytes: 64 letters of four bytes are 256. */
  sized(s, 64, 20, "𠮷");
  assert_err(email_check(s), ERR_TOO_LARGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts_the_valid_ones),
      cmocka_unit_test(refuses_the_invalid_ones),
      cmocka_unit_test(limits_are_enforced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
