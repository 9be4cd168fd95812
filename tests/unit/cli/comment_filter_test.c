#include "cli/comment_filter.h"

#include <string.h>

#include "cli_support.h"
#include "site/comments/comment_network.h"

static void listed(struct blog *b, const char *expected, const char *const *words) {
  assert_string_equal(cli_said(b, stdout, 0, words), expected);
}

static enum err add_from_network(struct db *s, void *context) {
  const struct comment *c = context;
  uint8_t network[CRYPT_HASH];
  const struct site site = {.db = s};
  int64_t id;
  assert_true(comment_network_hash(&site, "2001:db8:1:2:3::4", network));
  return comment_insert(s, c, "eve@example.org", network, &id);
}

/* Comments 1 (approved) and 2 (held) on "one", of 1 January 2026; 3 (spam) on "two", of
 * 24 November, from a network. */
static void fill(struct blog *b) {
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  int64_t first = support_save(b, &one), second = support_save(b, &two);
  support_comment(b, first, 0, COMMENT_APPROVE);
  support_comment(b, first, 0, COMMENT_HOLD);
  struct comment c = {.article_id = second,
      .type = "comment",
      .status = COMMENT_SPAM,
      .author = "Eve",
      .url = "https://casino.example/",
      .source = "Cheap!",
      .html = "",
      .created_at = SUPPORT_DATE + INT64_C(327) * 86400 * 1000000};
  assert_err(txn_write(b->site->db, add_from_network, &c), OK);
}

#define LIST(...) CLI("comment", "list", "--format=ids", __VA_ARGS__)

static void each_option_chooses(void **state) {
  struct blog *b = *state;
  fill(b);
  listed(b, "3 2 1\n", LIST("--status=all"));
  listed(b, "2\n", LIST("--status=pending"));
  listed(b, "2 1\n", LIST("--post=one"));
  listed(b, "3\n", LIST("--author=eve"));
  listed(b, "3\n", LIST("--search=CASINO"));
  listed(b, "", LIST("--search=eve@example.org"));
  listed(b, "3\n", LIST("--ip=2001:db8:1:2::9"));
  listed(b, "3\n", LIST("--ip=2001:db8:1:2::/64"));
  listed(b, "", LIST("--ip=2001:db8:1:3::9"));
  listed(b, "", LIST("--ip=192.0.2.7"));
  listed(b, "3\n", LIST("--since=2026-11-24"));
  listed(b, "2 1\n", LIST("--until=2026-11-24 11:00"));
  listed(b, "", LIST("--since=2w", "--until=1h", "--author=Ada"));
  listed(b, "", LIST("--reason=honeypot"));
  listed(b, "", LIST("--min-score=0"));
  listed(b, "1\n", LIST("--post=one", "--status=approve", "--search=words"));
}

/* Nothing may fit every comment by mistake. */
static void a_wrong_value_is_refused(void **state) {
  static const char *const empty[] = {"--status=", "--post=", "--author=", "--search= ",
      "--ip=", "--since=", "--until=", "--reason=", "--min-score=\t"};
  static const struct {
    const char *option, *says;
  } wrong[] = {{"--status=approved", "unknown status \"approved\""},
      {"--reason=words", "unknown reason \"words\""},
      {"--min-score=101", "not a score"}, {"--min-score=-1", "not a score"},
      {"--min-score=nan", "not a score"}, {"--min-score=9x", "not a score"},
      {"--ip=192.0.2.0/24", "only the network of a single sender"},
      {"--ip=2001:db8::/32", "only the network of a single sender"},
      {"--ip=example.org", "not an IP address"}, {"--since=soon", "not a date"},
      {"--since=7y", "not a date"}, {"--until=2026-02-30", "not a date"},
      {"--until=-1d", "not a date"}, {"--until= 1d", "not a date"},
      {"--since=+1d", "not a date"}, {"--since=d", "not a date"},
      {"--serch=x", "did you mean --search?"}};
  struct blog *b = *state;
  fill(b);
  for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
    cli_refused(b, EX_USAGE, "needs a value", CLI("comment", "list", empty[i]));
    cli_refused(
        b, EX_USAGE, "needs a value", CLI("comment", "delete", empty[i], "--yes"));
  }
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    cli_refused(b, EX_USAGE, wrong[i].says, CLI("comment", "list", wrong[i].option));
    cli_refused(
        b, EX_USAGE, wrong[i].says, CLI("comment", "delete", wrong[i].option, "--yes"));
  }
  cli_refused(b, EX_NOINPUT, "no post has the ID, slug or path \"three\"",
      CLI("comment", "trash", "--post=three", "--yes"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
}

static void counts_have_the_same_options(void **state) {
  struct blog *b = *state;
  fill(b);
  const char *said = cli_said(
      b, stdout, 0, CLI("comment", "count", "--search=words", "--format=json"));
  assert_non_null(strstr(said, "\"total\": 2"));
  assert_non_null(strstr(said, "\"hold\": 1"));
  said = cli_said(
      b, stdout, 0, CLI("comment", "count", "two", "--author=Ada", "--format=json"));
  assert_non_null(strstr(said, "\"total\": 0"));
}

static void failing_memory(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_survives_failing_memory(b, 0,
      LIST("--post=one", "--search=x", "--author=y", "--ip=192.0.2.7", "--since=1d"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(each_option_chooses),
      support_site_test(a_wrong_value_is_refused),
      support_site_test(counts_have_the_same_options),
      support_site_test(failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
