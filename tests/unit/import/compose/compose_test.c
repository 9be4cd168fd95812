#include "import/compose/compose.h"

#include "base/clock.h"
#include "site/publish/article_text.h"
#include "support_site.h"

static void no_note(void *context, int line, const char *note) {
  (void)context;
  print_message("line %d: %s\n", line, note);
}

static enum err compose(
    struct blog *b, struct compose c, int64_t *id, struct parse_problem *p) {
  c.size = c.text ? strlen(c.text) : 0;
  return compose_save(b->site, b->arena, &c, no_note, NULL, id, p);
}

static int64_t composed(struct blog *b, struct compose c) {
  struct parse_problem p;
  int64_t id = 0;
  if (compose(b, c, &id, &p))
    fail_msg("%d: %s", p.line, p.message);
  return id;
}

static char *text_of(struct blog *b, int64_t id) {
  struct article_text t;
  assert_err(article_text_read(b->site, b->arena, id, &t), OK);
  return article_text_make(b->arena, &t);
}

static void a_new_one_is_a_draft_without_a_date(void **state) {
  struct blog *b = *state;
  int64_t id = composed(b, (struct compose){.text = "# Tide\n\nWords.\n"});
  struct article r = support_article(b, id);
  char why[200];
  assert_string_equal(r.title, "Tide");
  assert_int_equal(r.status, ARTICLE_DRAFT);
  assert_int_equal(r.published_at, 0);
  assert_string_equal(text_of(b, id),
      "---\ntitle: Tide\nstatus: draft\nauthor: The author\n---\n"
      "\nWords.\n");
  int64_t before = clock_now() - CLOCK_SECOND;
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_PUBLISH, NULL, why, sizeof why),
      OK);
  r = support_article(b, id);
  assert_true(r.published_at >= before && r.updated_at == r.published_at);
}

/* What is written out is read back as the same article. */
static void a_text_taken_back_changes_nothing(void **state) {
  static const char *const names[] = {"Harbour/Boats", "Bread"};
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_categories(&d, names, 2);
  support_tags(&d, names, 1);
  d.title = "Tide: low";
  d.excerpt = "By hand.";
  d.published_at += 123456;
  d.expires_at = d.published_at + 1000 * CLOCK_DAY;
  d.sticky = true;
  d.comments_open = false;
  d.lang = "pt-BR";
  d.source = "\n\n  Two lines\nand `x`.";
  d.html = "<p>Two lines and x.</p>";
  int64_t id = support_save(b, &d);
  struct article before = support_article(b, id);
  char *text = text_of(b, id);
  assert_int_equal(
      composed(b, (struct compose){.id = id, .text = text, .was = text}), id);
  struct article after = support_article(b, id);
  assert_string_equal(text_of(b, id), text);
  assert_int_equal(after.published_at, before.published_at);
  assert_int_equal(after.position, before.position);
  assert_int_equal(after.expires_at, before.expires_at);
  assert_string_equal(after.permalink, before.permalink);
  assert_string_equal(after.excerpt, "By hand.");
  assert_true(after.updated_at > before.updated_at);
}

static void options_change_one_thing(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  int64_t id = support_save(b, &d);
  const struct compose_change changes[] = {
      {"title", "Lower: tide"}, {"tags", "a, b,"}, {"comments", "closed"}};
  composed(b, (struct compose){.id = id, .changes = changes, .change_count = 3});
  struct article r = support_article(b, id);
  assert_string_equal(r.title, "Lower: tide");
  assert_string_equal(r.slug, "tide");
  assert_false(r.comments_open);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_tag"), 2);
  const struct compose_change none = {"tags", ""};
  composed(b, (struct compose){.id = id, .changes = &none, .change_count = 1});
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_tag"), 0);
}

static void a_text_without_front_matter_is_the_body(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  int64_t id = support_save(b, &d);
  composed(b, (struct compose){.id = id, .text = "# New\n"});
  assert_non_null(strstr(text_of(b, id), "title: tide\n"));
  assert_non_null(strstr(text_of(b, id), "\n---\n# New\n"));
}

static void refused(struct blog *b, struct compose c, int line, const char *says) {
  struct parse_problem p;
  int64_t id = -1;
  assert_true(compose(b, c, &id, &p) != OK);
  if (p.line != line || !strstr(p.message, says))
    fail_msg("line %d: %s", p.line, p.message);
  assert_int_equal(id, -1);
}

static void faults_name_the_line_of_the_author(void **state) {
  struct blog *b = *state;
  const struct compose_change bad = {"status", "maybe"};
  refused(b, (struct compose){.text = "---\ntitle: x\nstatus: maybe\n---\n"}, 3,
      "must be one of");
  refused(b,
      (struct compose){
          .text = "---\ntitle: x\n---\n", .changes = &bad, .change_count = 1},
      0, "must be one of");
  refused(b,
      (struct compose){
          .text = "---\na: b\ntitle: [\n---\n", .changes = &bad, .change_count = 1},
      4, "YAML");
  refused(b, (struct compose){.text = "---\ntitle: x\ntype: page\nparent: no\n---\n"},
      4, "parent page \"no\" does not exist");
  refused(b, (struct compose){.text = "---\ntitle: x\nslug: A B\n---\n"}, 3, "slug");
  refused(b, (struct compose){.text = ""}, 0, "neither title nor text");
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
}

static void a_change_by_somebody_else_is_noticed(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  int64_t id = support_save(b, &d);
  char *was = text_of(b, id);
  support_comment(b, id, 0, COMMENT_APPROVE); /* changes no text */
  composed(b, (struct compose){.id = id, .text = "Mine.\n", .was = was});
  refused(b, (struct compose){.id = id, .text = "Theirs.\n", .was = was}, 0,
      "changed by somebody else");
  assert_non_null(strstr(text_of(b, id), "Mine."));
}

static void html_stays_html(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  d.format = "html";
  d.source = d.html = "<p>*Words*.</p>\n";
  int64_t id = support_save(b, &d);
  composed(b, (struct compose){.id = id, .text = "<p>*More*.</p>\n"});
  assert_int_equal(
      support_number(b, "SELECT html LIKE '%<p>*More*%' AND format = 'html'"
                        " FROM article_body"),
      1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_new_one_is_a_draft_without_a_date),
      support_site_test(a_text_taken_back_changes_nothing),
      support_site_test(options_change_one_thing),
      support_site_test(a_text_without_front_matter_is_the_body),
      support_site_test(faults_name_the_line_of_the_author),
      support_site_test(a_change_by_somebody_else_is_noticed),
      support_site_test(html_stays_html),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
