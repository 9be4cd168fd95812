#include "base/tool.h"

#include <unistd.h>

#include "support.h"

static struct tool_order shell(const char *const *words) {
  return (struct tool_order){.words = words, .memory = 256 << 20, .seconds = 10};
}

static enum err run(
    const char *script, const char *in, int milliseconds, struct buf *out) {
  const char *const words[] = {"sh", "-c", script, NULL};
  struct tool_order order = shell(words);
  return tool_run(&order, in, strlen(in), milliseconds, out);
}

static void answers_are_read_to_the_end(void **state) {
  struct buf out = {0}, in = {0};
  (void)state;
  assert_err(run("cat; echo end", "a\nb\n", 20000, &out), OK);
  assert_string_equal(buf_text(&out), "a\nb\nend\n");
  /* More than both sockets hold, in both directions at once. */
  for (int i = 0; i < 100000; i++)
    buf_puts(&in, "0123456789");
  buf_clear(&out);
  assert_err(run("cat", buf_text(&in), 20000, &out), OK);
  assert_int_equal(out.len, in.len);
  assert_memory_equal(out.data, in.data, in.len);
  buf_free(&in);
  buf_free(&out);
}

static void failures_are_told_apart(void **state) {
  const char *const missing[] = {"no-such-program", NULL};
  struct tool_order order = shell(missing);
  struct buf out = {.most = 1000};
  (void)state;
  assert_err(tool_run(&order, "", 0, 1000, &out), ERR_NOT_FOUND);
  assert_err(run("exit 3", "x", 20000, &out), ERR_INVALID);
  assert_err(run("kill -9 $$", "x", 20000, &out), ERR_INVALID);
  assert_err(run("sleep 60", "", 50, &out), ERR_TIMEOUT);
  /* It has closed its output, and is not waited for. */
  assert_err(run("while :; do echo x; done", "", 20000, &out), ERR_TOO_LARGE);
  buf_free(&out);
}

static void a_program_gets_nothing_but_its_socket(void **state) {
  struct buf out = {0};
  char *folder = support_folder();
  struct buf script = {0};
  (void)state;
  buf_printf(&script,
      "ls /proc/self/fd | wc -l; pwd; env | grep -c -e PAMPHLET -e HOME=/root;"
      "(echo x > %s/file) 2>/dev/null || echo no file; id -u",
      folder);
  assert_err(run(buf_text(&script), "", 20000, &out), OK);
  /* Three, and the folder that ls reads. */
  const char *want =
      geteuid() == 0 ? "4\n/\n0\nno file\n65534\n" : "4\n/\n0\nno file\n";
  assert_int_equal(strncmp(buf_text(&out), want, strlen(want)), 0);
  buf_free(&script);
  buf_free(&out);
  free(folder);
}

static void two_inputs_are_compared(void **state) {
  const char *const words[] = {"diff", "-", "/dev/fd/3", NULL};
  struct tool_order order = {.words = words,
      .memory = 256 << 20,
      .seconds = 10,
      .second = "a\nc\n",
      .second_size = 4};
  struct buf out = {0};
  (void)state;
  assert_err(tool_run(&order, "a\nb\n", 4, 20000, &out), ERR_INVALID);
  order.worst = 1;
  buf_clear(&out);
  assert_err(tool_run(&order, "a\nb\n", 4, 20000, &out), OK);
  assert_string_equal(buf_text(&out), "2c2\n< b\n---\n> c\n");
  buf_free(&out);
}

static void memory_and_time_are_limited(void **state) {
  const char *const words[] = {
      "sh", "-c", "x=$(head -c 100000000 /dev/zero | tr '\\0' a)", NULL};
  struct tool_order order = {.words = words, .memory = 32 << 20, .seconds = 10};
  const char *const loop[] = {"sh", "-c", "while :; do :; done", NULL};
  struct tool_order busy = {.words = loop, .memory = 32 << 20, .seconds = 1};
  struct buf out = {0};
  (void)state;
  assert_err(tool_run(&order, "", 0, 20000, &out), ERR_INVALID);
  assert_err(tool_run(&busy, "", 0, 20000, &out), ERR_INVALID);
  buf_free(&out);
}

static void a_conversation_has_frames(void **state) {
  const char *const words[] = {"sh", "-c",
      "while read line; do case $line in bad) echo x;; huge) echo 99999; sleep 60;;"
      " end) exit 0;; *) printf '%s\\n<%s>' $((${#line} + 2)) \"$line\";; esac; done",
      NULL};
  struct tool_order order = shell(words);
  static const char *const last[] = {"bad\n", "end\n", "huge\n"};
  static const enum err want[] = {ERR_IO, ERR_IO, ERR_TIMEOUT};
  struct tool t = {0};
  struct buf out = {0};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    buf_clear(&out);
    assert_err(tool_start(&t, &order), OK);
    assert_err(tool_ask(&t, "abc\n", 4, 20000, &out), OK);
    assert_err(tool_ask(&t, "d\n", 2, 20000, &out), OK);
    assert_string_equal(buf_text(&out), "<abc><d>");
    assert_err(
        tool_ask(&t, last[i], strlen(last[i]), i == 2 ? 200 : 20000, &out), want[i]);
    assert_int_equal(t.pid, 0);
    assert_err(tool_ask(&t, "d\n", 2, 20000, &out), ERR_IO);
  }
  tool_stop(&t);
  buf_free(&out);
}

/* Something else can be done between them, with another program as well. One that has
 * died is found out by tool_get. */
static void a_conversation_has_two_halves(void **state) {
  const char *const words[] = {"sh", "-c", "read line; printf '3\\n<%s>' $line", NULL};
  const char *const dies[] = {"sh", "-c", "exit 1", NULL};
  struct tool_order order = shell(words), short_lived = shell(dies);
  struct tool t[2] = {0};
  struct buf out = {0};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    assert_err(tool_start(&t[i], &order), OK);
    assert_err(tool_put(&t[i], i ? "b\n" : "a\n", 2, 20000), OK);
  }
  assert_err(tool_get(&t[1], 20000, &out), OK);
  assert_err(tool_get(&t[0], 20000, &out), OK);
  assert_string_equal(buf_text(&out), "<b><a>");
  assert_err(tool_get(&t[0], 20000, &out), ERR_IO);
  assert_int_equal(t[0].pid, 0);
  assert_err(tool_put(&t[0], "c\n", 2, 20000), ERR_IO);
  tool_stop(&t[1]);
  assert_err(tool_start(&t[0], &short_lived), OK);
  assert_err(tool_put(&t[0], "a\n", 2, 20000), OK);
  assert_err(tool_get(&t[0], 20000, &out), ERR_IO);
  buf_free(&out);
}

static void complaints_can_be_the_answer(void **state) {
  const char *const words[] = {"sh", "-c", "echo out; echo why >&2; exit 1", NULL};
  struct tool_order order = shell(words);
  struct buf out = {0};
  (void)state;
  order.complaints = true;
  assert_err(tool_run(&order, "", 0, 20000, &out), ERR_INVALID);
  assert_string_equal(buf_text(&out), "why\n");
  buf_free(&out);
}

/* It gives up the rights of root by itself. */
static void a_program_of_our_own_is_found_by_its_path(void **state) {
  const char *const words[] = {"anything", "-c", "id -u", NULL};
  struct tool_order order = shell(words);
  struct buf out = {0};
  char own[20];
  (void)state;
  order.path = "/bin/sh";
  assert_err(tool_run(&order, "", 0, 20000, &out), OK);
  snprintf(own, sizeof own, "%u\n", (unsigned)geteuid());
  assert_string_equal(buf_text(&out), own);
  order.path = "/nonexistent";
  assert_err(tool_run(&order, "", 0, 20000, &out), ERR_INVALID);
  buf_free(&out);
}

static void a_folder_of_tools_can_be_named(void **state) {
  char path[PATH_MAX];
  (void)state;
  assert_true(tool_find("sh", path));
  assert_int_equal(*path, '/');
  setenv("PAMPHLET_TOOLS", "/nonexistent", 1);
  assert_false(tool_find("sh", path));
  unsetenv("PAMPHLET_TOOLS");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_program_of_our_own_is_found_by_its_path),
      cmocka_unit_test(answers_are_read_to_the_end),
      cmocka_unit_test(failures_are_told_apart),
      cmocka_unit_test(a_program_gets_nothing_but_its_socket),
      cmocka_unit_test(two_inputs_are_compared),
      cmocka_unit_test(memory_and_time_are_limited),
      cmocka_unit_test(a_conversation_has_frames),
      cmocka_unit_test(a_conversation_has_two_halves),
      cmocka_unit_test(complaints_can_be_the_answer),
      cmocka_unit_test(a_folder_of_tools_can_be_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
