#include "import/files/import_live.h"

#include <unistd.h>

#include "base/limits.h"
#include "support_import.h"
#include "support_live.h"

#define POST "---\ntitle: A\ndate: 2026-01-02\n---\nWords.\n"
#define UPDATE                                                                         \
  "{\"id\": 3, \"date\": \"2026-01-02T10:00:00Z\", \"text\": \"One *two*\"}"

static void updates_are_next_to_their_post(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a.md", POST);
  support_import_file(folder, "a.live.json",
      "{\"order\": \"oldest\", \"refresh\": 60, \"updates\": [" UPDATE "]}");
  support_import_one(b, folder, NULL);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live WHERE last_number = 3"
                                     " AND newest_first = 0 AND refresh = 60"
                                     " AND started_at = 1767348000000000"),
      1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM live_update WHERE number = 3 AND html ="
                        " '<p>One <em>two</em></p>' || char(10)"),
      1);
  /* A change of the updates alone is a change of the post. */
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  buf_free(&done.text);
  support_import_file(folder, "a.live.json", "{\"last_id\": 3, \"updates\": []}");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UPDATED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 0);
  buf_free(&done.text);
  free(folder);
}

/* What was added by the command stays when the text is imported again. */
static void a_post_without_the_file_keeps_its_updates(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a.md", POST), name[700];
  support_import_file(folder, "a.live.json", "{\"updates\": [" UPDATE "]}");
  support_import_one(b, folder, NULL);
  snprintf(name, sizeof name, "%s/a.live.json", folder);
  assert_int_equal(unlink(name), 0);
  support_import_file(folder, "a.md", POST "More.\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UPDATED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 1);
  buf_free(&done.text);
  free(folder);
}

static void a_fault_is_named_and_imports_nothing(void **state) {
  static const struct {
    const char *json, *says;
  } wrong[] = {
      {"x", "a.live.json:1: "},
      {"{}", "the list \"updates\" is missing"},
      {"{\"order\": \"up\", \"updates\": []}", "must be newest or oldest"},
      {"{\"refresh\": 5, \"updates\": []}", "must be a number from 30 to 86400, or 0"},
      {"{\"refresh\": 100000, \"updates\": []}", "must be a number from 30 to 86400"},
      {"{\"refresh\": \"60\", \"updates\": []}", "must be a number from 30 to 86400"},
      {"{\"last_id\": \"3\", \"updates\": []}", "a number without quotes"},
      {"{\"updates\": [{\"id\": 1, \"date\": \"2999-01-01\", \"text\": \"x\"}]}",
          "a date of update 1 is in the future"},
      {"{\"started\": \"then\", \"updates\": []}", "\"started\" must be like"},
      {"{\"updates\": [{}]}", "must have an \"id\""},
      {"{\"updates\": [3]}", "must have an \"id\""},
      {"{\"updates\": [{\"id\": 1}]}", "update 1 must have a \"text\""},
      {"{\"updates\": [{\"id\": 1, \"text\": \"x\"}]}", "must have a \"date\""},
      {"{\"updates\": [" UPDATE ", " UPDATE "]}", "two updates have the \"id\" 3"},
      {"{\"updates\": [{\"id\": 1, \"date\": \"2026-01-01\", \"text\": \" \"}]}",
          "the text is empty"},
      {"{\"updates\": [{\"id\": 1, \"date\": \"2026-01-01\", \"title\": \"a\\nb\","
       " \"text\": \"x\"}]}",
          "the title must be a single line"},
  };
  struct blog *b = *state;
  char *folder = support_import_folder("a.md", POST);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    struct support_import done;
    support_import_file(folder, "a.live.json", wrong[i].json);
    assert_err(support_import(b, folder, NULL, &done), OK);
    if (!strstr(buf_text(&done.text), wrong[i].says))
      fail_msg("\"%s\" does not say \"%s\"", buf_text(&done.text), wrong[i].says);
    buf_free(&done.text);
  }
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  free(folder);
}

/* The page shows all of them. Each counts twice, as text and as HTML. */
static void they_are_not_too_many_together(void **state) {
  enum { EACH = 65000, COUNT = LIMIT_LIVE_BYTES / 2 / EACH + 1 };
  struct blog *b = *state;
  struct support_import done;
  struct buf json = {0};
  char *folder = support_import_folder("a.md", POST);
  buf_puts(&json, "{\"updates\": [");
  for (int i = 1; i <= COUNT; i++) {
    buf_printf(&json, "%s{\"id\": %d, \"date\": \"2026-01-02T10:00:00Z\", \"text\": \"",
        i > 1 ? "," : "", i);
    for (int k = 0; k < EACH / 10; k++)
      buf_puts(&json, "some words");
    buf_puts(&json, "\"}");
  }
  buf_puts(&json, "]}");
  assert_err(buf_status(&json), OK);
  support_import_file(folder, "a.live.json", buf_text(&json));
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_non_null(strstr(buf_text(&done.text), "over 8 MiB together"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  buf_free(&done.text);
  buf_free(&json);
  free(folder);
}

static void pages_have_none(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder =
      support_import_folder("a.md", "---\ntitle: A\ntype: page\n---\nWords.\n");
  support_import_file(folder, "a.live.json", "{\"updates\": [" UPDATE "]}");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_non_null(strstr(buf_text(&done.text), "only posts have live updates"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  buf_free(&done.text);
  free(folder);
}

/* Their author may not have exported the post since then. */
static void newer_updates_are_kept(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a.md", POST);
  support_import_file(folder, "a.live.json", "{\"updates\": [" UPDATE "]}");
  int64_t id = support_import_one(b, folder, NULL);
  assert_int_equal(support_live(b, id, "", "Newer", 0), 4);
  support_import_file(folder, "a.live.json", "{\"last_id\": 3, \"updates\": []}");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_non_null(strstr(buf_text(&done.text), "has newer updates"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 2);
  buf_free(&done.text);
  free(folder);
}

/* It could show a file of the server. */
static void a_link_is_not_followed(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a.md", POST), name[700];
  snprintf(name, sizeof name, "%s/a.live.json", folder);
  assert_int_equal(symlink("/etc/passwd", name), 0);
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_null(strstr(buf_text(&done.text), "root:"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(updates_are_next_to_their_post),
      support_site_test(a_post_without_the_file_keeps_its_updates),
      support_site_test(a_fault_is_named_and_imports_nothing),
      support_site_test(they_are_not_too_many_together),
      support_site_test(pages_have_none),
      support_site_test(newer_updates_are_kept),
      support_site_test(a_link_is_not_followed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
