#include "site/publish/article_terms.h"

#include "db/model/term.h"
#include "support_site.h"

/* The slugs of an article's terms of a kind, each followed by a space. */
static const char *slugs(struct blog *b, enum term_kind kind, int64_t article) {
  struct term *terms;
  size_t count;
  const char *all = "";
  assert_err(term_of_article(b->site->db, b->arena, kind, article, &terms, &count), OK);
  for (size_t i = 0; i < count; i++)
    assert_non_null(all = arena_join(b->arena, all, terms[i].slug, " ", NULL));
  return all;
}

static void each_part_of_a_category_is_one(void **state) {
  static const char *const names[] = {"Harbour/Old Boats", "Harbour"};
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_categories(&d, names, 2);
  int64_t id = support_save(b, &d);
  assert_string_equal(slugs(b, TERM_CATEGORY, id), "harbour harbour/old-boats ");
  assert_int_equal(support_number(b, "SELECT count(*) FROM category"), 2);
}

static void new_terms_get_the_slugs_of_the_input(void **state) {
  static const char *const category[] = {"Harbour/Boats"}, *const tag[] = {"Low tide"};
  static const char *entries[] = {
      "category port/ships Harbour/Boats", "tag ebb Low tide", "author al Ada Low"};
  static int lines[3];
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_categories(&d, category, 1);
  support_tags(&d, tag, 1);
  d.author = "Ada Low";
  d.term_slugs = (struct front_matter_list){entries, lines, 3};
  int64_t id = support_save(b, &d);
  assert_string_equal(slugs(b, TERM_CATEGORY, id), "port/ships ");
  assert_string_equal(slugs(b, TERM_TAG, id), "ebb ");
  struct term author;
  assert_err(term_find(b->site->db, b->arena, TERM_AUTHOR, "al", &author), OK);
  assert_string_equal(author.name, "Ada Low");
  assert_int_equal(support_article(b, id).author_id, author.id);
}

static void an_article_without_author_gets_the_sites(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  b->site->settings.author = "Grace";
  d.author = " ";
  struct term author;
  int64_t id = support_article(b, support_save(b, &d)).author_id;
  assert_err(term_by_id(b->site->db, b->arena, TERM_AUTHOR, id, &author), OK);
  assert_string_equal(author.name, "Grace");
}

static const char *author_of(struct blog *b, const struct article_input *d) {
  struct term author;
  int64_t id = support_article(b, support_save(b, d)).author_id;
  assert_err(term_by_id(b->site->db, b->arena, TERM_AUTHOR, id, &author), OK);
  return arena_join(b->arena, author.slug, ": ", author.name, NULL);
}

static void authors_have_no_address(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  d.author = "Ada Low <ada@example.org>";
  assert_string_equal(author_of(b, &d), "ada-low: Ada Low");
  d.author = NULL;
  b->site->settings.author = "grace@example.org";
  d.id = 0;
  d.slug = "ebb";
  assert_string_equal(author_of(b, &d), "grace: grace");
}

static void names_of_symbols_have_a_slug_and_empty_ones_are_refused(void **state) {
  static const char *const signs[] = {"Sea/!"}, *const empty[] = {"/"},
                           *const none[] = {"\u200b"};
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_categories(&d, empty, 1);
  support_refused(b, &d, "a category name is empty");
  support_categories(&d, NULL, 0);
  support_tags(&d, none, 1);
  support_refused(b, &d, "a tag is empty");
  assert_int_equal(support_number(b, "SELECT count(*) FROM category"), 0);
  support_tags(&d, NULL, 0);
  support_categories(&d, signs, 1);
  support_save(b, &d);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM category WHERE path = 'sea/u21'"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(each_part_of_a_category_is_one),
      support_site_test(new_terms_get_the_slugs_of_the_input),
      support_site_test(an_article_without_author_gets_the_sites),
      support_site_test(authors_have_no_address),
      support_site_test(names_of_symbols_have_a_slug_and_empty_ones_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
