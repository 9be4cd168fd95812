#include "cli/post_live.h"

#include "cli_support.h"

static void saved(struct blog *b) {
  struct article_input a = support_article_input("one");
  support_save(b, &a);
}

static void updates_are_added_and_listed(void **state) {
  struct blog *b = *state;
  saved(b);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "live", "one", "add", "The *first* boats.")),
      "Added update 1 to post 1.\n");
  assert_string_equal(cli_said(b, stdout, 0,
                          CLI("post", "live", "1", "add", "More", "--title=High water",
                              "--date=2026-01-02 09:30", "--porcelain")),
      "2\n");
  const char *list = cli_said(b, stdout, 0, CLI("post", "live", "1", "list"));
  assert_non_null(strstr(list, "High water"));
  assert_non_null(strstr(list, "2026-01-02T09:30:00"));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "live", "1", "list", "--format=ids")),
      "1 2\n");
}

static void updates_are_changed_and_removed(void **state) {
  struct blog *b = *state;
  saved(b);
  cli_said(b, stdout, 0, CLI("post", "live", "1", "add", "One"));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "live", "1", "edit", "1", "Two")),
      "Changed update 1 of post 1.\n");
  cli_said(b, stdout, 0, CLI("post", "live", "1", "edit", "1", "--title=T"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update WHERE source ="
                                     " 'Two' AND title = 'T'"),
      1);
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "live", "1", "remove", "1")),
      "Removed update 1 from post 1.\n");
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 0);
}

static void it_starts_and_ends(void **state) {
  struct blog *b = *state;
  saved(b);
  assert_string_equal(
      cli_said(b, stdout, 0,
          CLI("post", "live", "1", "start", "--order=oldest", "--refresh=120")),
      "Post 1 is live.\n");
  assert_int_equal(
      support_number(b, "SELECT refresh FROM live WHERE newest_first = 0"), 120);
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "live", "1", "end")),
      "The live updates of post 1 have ended.\n");
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM live WHERE ended_at > 0"), 1);
  cli_said(b, stdout, 0, CLI("post", "live", "1", "start", "--refresh=0"));
  assert_int_equal(support_number(b, "SELECT refresh FROM live WHERE ended_at = 0"), 0);
}

static void mistakes_are_explained(void **state) {
  static const struct {
    int code;
    const char *says;
    const char *words[8];
  } wrong[] = {
      {EX_USAGE, "is not one of add", {"post", "live", "1", "update", "x"}},
      {EX_USAGE, "put a text in quotes", {"post", "live", "1", "add", "x", "y"}},
      {EX_USAGE, "nothing to add", {"post", "live", "1", "add"}},
      {EX_USAGE, "which update?", {"post", "live", "1", "edit"}},
      {EX_USAGE, "which update?", {"post", "live", "1", "remove"}},
      {EX_USAGE, "cannot be combined", {"post", "live", "1", "add", "x", "--file=y"}},
      {EX_USAGE, "newest or oldest", {"post", "live", "1", "start", "--order=new"}},
      {EX_USAGE, "from 30 to 86400", {"post", "live", "1", "start", "--refresh=29"}},
      {EX_USAGE, "from 30 to 86400", {"post", "live", "1", "start", "--refresh=86401"}},
      {EX_USAGE, "from 30 to 86400", {"post", "live", "1", "start", "--refresh=-60"}},
      {EX_USAGE, "--refresh is for start and end",
          {"post", "live", "1", "add", "x", "--refresh=60"}},
      {EX_USAGE, "--title is for add and edit",
          {"post", "live", "1", "remove", "1", "--title=x"}},
      {EX_USAGE, "--porcelain is for add",
          {"post", "live", "1", "list", "--porcelain"}},
      {EX_USAGE, "--format is for list", {"post", "live", "1", "end", "--format=json"}},
      {EX_DATAERR, "not a date", {"post", "live", "1", "add", "x", "--date=then"}},
      {EX_DATAERR, "in the future",
          {"post", "live", "1", "add", "x", "--date=2099-01-01"}},
      {EX_DATAERR, "the text is empty", {"post", "live", "1", "add", ""}},
      {EX_DATAERR, "use \"start\"", {"post", "live", "1", "end"}},
      {EX_NOINPUT, "has no update 3", {"post", "live", "1", "edit", "3", "x"}},
      {EX_NOINPUT, "has no update 3", {"post", "live", "1", "remove", "3"}},
      {EX_NOINPUT, "post 9: not found", {"post", "live", "9", "add", "x"}},
      {EX_NOINPUT, "does not exist", {"post", "live", "1", "add", "--file=/no/such"}},
  };
  struct blog *b = *state;
  saved(b);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    cli_refused(b, wrong[i].code, wrong[i].says, wrong[i].words);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(updates_are_added_and_listed),
      support_site_test(updates_are_changed_and_removed),
      support_site_test(it_starts_and_ends),
      support_site_test(mistakes_are_explained),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
