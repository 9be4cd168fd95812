#include "markup/frontmatter/front_matter.h"

#include "base/buf.h"
#include "base/limits.h"
#include "support.h"

static struct arena *arena;

static int set_up(void **state) {
  (void)state;
  arena = arena_new(64 << 20);
  return arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static struct front_matter read_good(const char *text) {
  struct front_matter f = {0};
  struct parse_problem p = {0};
  enum err e = front_matter_read(arena, text, strlen(text), &f, &p);
  if (e)
    print_error("line %d: %s\n", p.line, p.message);
  assert_err(e, OK);
  return f;
}

static void refused(const char *text, enum err want, int line, const char *says) {
  struct front_matter f = {.body = 77};
  struct parse_problem p = {0};
  enum err e = front_matter_read(arena, text, strlen(text), &f, &p);
  if (e != want || p.line != line || !strstr(p.message, says))
    print_error("%s line %d: %s\nfor: %.60s\n", err_name(e), p.line, p.message, text);
  assert_err(e, want);
  assert_int_equal(p.line, line);
  assert_non_null(strstr(p.message, says));
  assert_int_equal(f.body, 77); /* untouched */
}

/* Reads a text in which one value is not understood, and checks the note about it. */
static struct front_matter noted(
    const char *text, int line, bool hides, const char *says) {
  struct front_matter f = read_good(text);
  assert_non_null(f.notes);
  if (f.notes->line != line || f.notes->hides != hides || !strstr(f.notes->text, says))
    print_error("line %d, hides %d: %s\nfor: %.60s\n", f.notes->line, f.notes->hides,
        f.notes->text, text);
  assert_int_equal(f.notes->line, line);
  assert_int_equal(f.notes->hides, hides);
  assert_non_null(strstr(f.notes->text, says));
  assert_null(f.notes->next);
  return f;
}

static void front_matter_is_optional(void **state) {
  static const char *const none[] = {"", "text", "--", "----\n", "--- a\n", " ---\n",
      "\n\ntext\n---\n", "# Heading\n---\n"};
  (void)state;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    struct front_matter f = read_good(none[i]);
    assert_int_equal(f.body, 0);
    assert_int_equal(f.comments, -1);
    assert_null(f.title);
  }
}

static void reads_all_keys(void **state) {
  (void)state;
  struct front_matter f = read_good("---\n"
                                    "title: \"A: title\"\n"
                                    "slug: a-title\n"
                                    "date: 2026-11-24 09:30\n"
                                    "updated: 2026-11-25\n"
                                    "expires: 2027-01-01T00:00:00Z\n"
                                    "author: Ann\n"
                                    "excerpt: >\n  two\n  lines\n"
                                    "lang: de\n"
                                    "type: page\n"
                                    "status: private\n"
                                    "parent: a/b\n"
                                    "categories: [One, \"Two/Three\"]\n"
                                    "tags:\n- x\n- y z\n"
                                    "aliases: /old/\n"
                                    "weight: -3\n"
                                    "menu: main\n"
                                    "sticky: yes\nkatex: true\n"
                                    "comments: false\n"
                                    "---\n"
                                    "Body\n");
  assert_string_equal(f.title, "A: title");
  assert_string_equal(f.slug, "a-title");
  assert_string_equal(f.date, "2026-11-24 09:30");
  assert_string_equal(f.updated, "2026-11-25");
  assert_string_equal(f.expires, "2027-01-01T00:00:00Z");
  assert_string_equal(f.author, "Ann");
  assert_string_equal(f.excerpt, "two lines");
  assert_string_equal(f.lang, "de");
  assert_string_equal(f.type, "page");
  assert_string_equal(f.status, "private");
  assert_string_equal(f.parent, "a/b");
  assert_int_equal(f.categories.count, 2);
  assert_string_equal(f.categories.items[1], "Two/Three");
  assert_int_equal(f.tags.count, 2);
  assert_string_equal(f.tags.items[1], "y z");
  assert_int_equal(f.aliases.count, 1);
  assert_string_equal(f.aliases.items[0], "/old/");
  assert_int_equal(f.menu_order, -3);
  assert_true(f.in_menu);
  assert_true(f.sticky);
  assert_true(f.math && f.line.math);
  assert_int_equal(f.comments, 0);
  assert_int_equal(f.unknown.count, 0);
}

static void line_numbers_are_those_of_the_file(void **state) {
  (void)state;
  struct front_matter f =
      read_good("---\nsummary: s\nslug: a\n\nparent: p\ndate:\naliases:\n- /x/\n\n"
                "- /y/\ntags: a, b\nmenu:\n- main\nhue: red\nexcerpt: e\n---\n");
  assert_int_equal(f.line.slug, 3);
  assert_int_equal(f.line.parent, 5);
  assert_int_equal(f.line.date, 0); /* empty means missing */
  assert_int_equal(f.aliases.lines[0], 8);
  assert_int_equal(f.aliases.lines[1], 10);
  assert_int_equal(f.tags.lines[1], 11);
  assert_int_equal(f.line.in_menu, 13); /* where its value begins */
  assert_int_equal(f.unknown.lines[0], 14);
  assert_int_equal(f.line.excerpt, 15); /* that of the name that counts */
}

static void alternative_names_are_known(void **state) {
  (void)state;
  struct front_matter f = read_good(
      "---\npublishDate: 2026-01-01\nlastmod: 2026-01-02\nexpiryDate: 2026-01-03\n"
      "description: d\ncategory: c\ntags: a, b ,,c\nredirect_from: [/x]\n"
      "pinned: true\nlayout: page\ndraft: true\nlanguage: fr\ncomments: open\n---\n");
  assert_string_equal(f.publish_date, "2026-01-01");
  assert_string_equal(f.date, "2026-01-01");
  assert_string_equal(f.updated, "2026-01-02");
  assert_string_equal(f.expires, "2026-01-03");
  assert_string_equal(f.excerpt, "d");
  assert_string_equal(f.categories.items[0], "c");
  assert_int_equal(f.tags.count, 3);
  assert_string_equal(f.tags.items[1], "b");
  assert_string_equal(f.aliases.items[0], "/x");
  assert_true(f.sticky);
  assert_string_equal(f.type, "page");
  assert_string_equal(f.status, "draft");
  assert_string_equal(f.lang, "fr");
  assert_int_equal(f.comments, 1);
}

static void one_of_several_names_wins(void **state) {
  (void)state;
  struct front_matter f = read_good("---\nsummary: s\nexcerpt: e\ndescription: d\n"
                                    "date: 2026-02-02\npublishDate: 2026-01-01\n"
                                    "status: publish\ndraft: true\n---\n");
  assert_string_equal(f.excerpt, "e");
  assert_string_equal(f.date, "2026-02-02");
  assert_string_equal(f.status, "draft"); /* the status that shows less */
  assert_string_equal(read_good("---\npublished: false\n---\n").status, "draft");
  assert_null(read_good("---\ndraft: false\npublished: true\n---\n").status);
  assert_null(read_good("---\nlayout: wide\n---\n").type);
  assert_true(read_good("---\nmenu: {main: {weight: 1}}\n---\n").in_menu);
  assert_false(read_good("---\nmenu: false\n---\n").in_menu);
}

static void null_means_no_value(void **state) {
  (void)state;
  struct front_matter f = read_good("---\ntitle: null\nslug: ~\nauthor:\ntags: []\n"
                                    "weight: NULL\nlang: \"null\"\n---\n");
  assert_null(f.title);
  assert_null(f.slug);
  assert_null(f.author);
  assert_int_equal(f.tags.count, 0);
  assert_string_equal(f.lang, "null"); /* quoted */
  assert_int_equal(read_good("---\n---\n").body, 8);
  assert_int_equal(read_good("---\n# only a comment\n---\n").body, 25);
}

static void lists_unknown_keys(void **state) {
  (void)state;
  struct front_matter f =
      read_good("---\nfoo: 1\ntitle: t\nbar: {a: [b, {c: d}]}\ntheme: a\n---\n");
  assert_int_equal(f.unknown.count, 3);
  assert_string_equal(f.unknown.items[0], "foo");
  assert_string_equal(f.unknown.items[1], "bar");
  assert_string_equal(f.unknown.items[2], "theme");
  assert_string_equal(f.title, "t");
}

static void finds_the_body(void **state) {
  static const struct {
    const char *text;
    size_t body;
  } cases[] = {
      {"---\ntitle: t\n---\nBody", 17},
      {"---\r\ntitle: t\r\n---\r\nBody", 20},
      {"\xef\xbb\xbf---\ntitle: t\n---\nBody", 20},
      {"---  \ntitle: t\n---\t\n", 20},
      {"---\ntitle: t\n---", 16},
      {"\xef\xbb\xbf#Body", 3},
      {"---\na: '\n  ---'\n---\n", 20},
      {"\n \n---\na: b\n---\nBody", 16}, /* Hugo ignores blank lines before it */
      {"---\na: b\n...\nBody", 13},
      {"\n+++\na = 1\n+++\nBody", 15},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct front_matter f = read_good(cases[i].text);
    assert_int_equal(f.body, cases[i].body);
  }
}

static void a_syntax_error_is_described(void **state) {
  (void)state;
  refused("---\ntitle: x\n", ERR_INVALID, 1, "not closed");
  refused("---\nt: a: b\n---\n", ERR_SYNTAX, 2, "quotes");
  refused("---\ntitle: x\nslug: [\n---\n", ERR_SYNTAX, 4, "not YAML");
  refused("---\na: 1\nb: *x\n---\n", ERR_INVALID, 3, "no anchor \"&x\"");
  refused("---\nu: [a, &b {c: *b}]\n---\n", ERR_INVALID, 2, "inside of what");
  refused("---\n[a, b]: c\n---\n", ERR_INVALID, 2, "key must be text");
  refused("---\njust text\n---\n", ERR_INVALID, 2, "title: My title");
  refused("---\n- a\n---\n", ERR_INVALID, 2, "title: My title");
  refused("---\na: 1\n--- {b: 2}\n---\n", ERR_INVALID, 3, "second");
  refused("\n\n---\na: 1\n", ERR_INVALID, 3, "not closed");
  refused("---\na: [[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]\n---\n",
      ERR_INVALID, 2, "too deeply");
  /* Lines are counted as in editors. */
  noted("---\na: \"\xe2\x80\xa8\r\"\nb: é\ntitle: []\n---\n", 4, false,
      "must be a single line");
  refused("---\na: \"x\\0y\"\n---\n", ERR_INVALID, 2, "NUL");
}

static void a_wrong_value_is_ignored_with_a_note(void **state) {
  (void)state;
  assert_null(
      noted("---\ntitle: [a]\n---\n", 2, false, "\"title\" must be a single").title);
  assert_null(
      noted("---\ntitle: {a: b}\n---\n", 2, false, "\"title\" must be a single").title);
  assert_string_equal(read_good("---\ntitle: \"a\\nb\"\n---\n").title, "a b");
  assert_string_equal(
      noted("---\ntitle: \"a\\eb\"\n---\n", 2, false, "control characters").title,
      "ab");
  assert_null(noted("---\n\ndate: tomorrow\n---\n", 3, false, "is not a date").date);
  assert_null(noted("---\ndate: 2026-02-30\n---\n", 2, false, "does not exist").date);
  assert_int_equal(
      noted("---\ntags: {a: b}\n---\n", 2, false, "a list like").tags.count, 0);
  assert_int_equal(
      noted("---\ntags:\n- a\n- [b]\n---\n", 4, false, "\"tags\" must be a single line")
          .tags.count,
      1);
  noted("---\nweight: heavy\n---\n", 2, false, "whole number");
  noted("---\nweight: 99999999999999999999\n---\n", 2, false, "whole number");
  noted("---\nsticky: 3\n---\n", 2, false, "true or false");
  assert_int_equal(
      noted("---\ncomments: some\n---\n", 2, false, "true or false").comments, -1);
  assert_null(noted("---\ntype: song\n---\n", 2, false, "post or page").type);
}

/* What may have meant "do not show this" must never be read as "show it". */
static void an_unclear_value_that_hides_is_marked(void **state) {
  static const struct {
    const char *text, *says;
  } cases[] = {{"draft: maybe", "true or false"}, {"published: nope", "true or false"},
      {"draft: [true]", "single line"}, {"status: hidden", "one of publish"},
      {"status: {a: b}", "single line"}, {"expires: soon", "not a date"},
      {"expiryDate: 2026-02-30", "does not exist"},
      {"publishDate: later", "not a date"}, {"unlisted: true", "not supported"},
      {"headless: true", "not supported"}, {"_build: {render: never}", "not supported"},
      {"build: {list: false}", "not supported"}, {"build: [x]", "not supported"},
      {"hidden: perhaps", "true or false"},
      {"draft: false\nDraft: true", "is set again on line 3"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[200];
    snprintf(text, sizeof text, "---\n%s\n---\n", cases[i].text);
    noted(text, 2, true, cases[i].says);
  }
  assert_null(read_good("---\nunlisted: false\nbuild: {list: always}\n---\n").notes);
}

static void keys_match_in_any_letter_case(void **state) {
  static const struct {
    const char *text, *status;
  } cases[] = {{"---\nDraft: true\n---\n", "draft"},
      {"---\nDRAFT: yes\n---\n", "draft"}, {"---\nPublished: false\n---\n", "draft"},
      {"---\nStatus: Draft\n---\n", "draft"}, {"---\nstatus: pending\n---\n", "draft"},
      {"+++\nDraft = true\n+++\n", "draft"}, {"{\"Draft\": true}\n", "draft"},
      {"---\nPassword: x\n---\n", "private"}, {"---\nPrivate: true\n---\n", "private"},
      {"---\nvisibility: members\n---\n", "private"},
      {"---\nprivate: true\ndraft: true\n---\n", "draft"},
      {"---\nstatus: published\npassword: x\n---\n", "private"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct front_matter f = read_good(cases[i].text);
    assert_non_null(f.status);
    assert_string_equal(f.status, cases[i].status);
    assert_int_equal(f.unknown.count, 0);
  }
  struct front_matter f = read_good("---\nexpirydate: 2020-01-01\nTITLE: t\n"
                                    "PublishDate: 2099-01-01\nDate: 2098-01-01\n---\n");
  assert_string_equal(f.expires, "2020-01-01");
  assert_string_equal(f.title, "t");
  assert_string_equal(f.publish_date, "2099-01-01");
  assert_string_equal(f.date, "2098-01-01");
  assert_null(read_good("---\npassword:\nvisibility: public\n---\n").status);
}

static void the_last_of_a_repeated_key_counts(void **state) {
  (void)state;
  struct front_matter f =
      noted("---\ntitle: a\nx: 1\ntitle: b\n---\n", 2, false, "again on line 4");
  assert_string_equal(f.title, "b");
  f = noted("---\ntags: [a]\ntags: [b]\n---\n", 2, false, "again on line 3");
  assert_int_equal(f.tags.count, 1);
  assert_string_equal(f.tags.items[0], "b");
}

static void lists_of_several_keys_are_joined(void **state) {
  (void)state;
  struct front_matter f = read_good("---\naliases: [/a/]\nredirect_from: [/b/, /c/]\n"
                                    "tags: [x]\ntag: y\n---\n");
  assert_int_equal(f.aliases.count, 3);
  assert_int_equal(f.tags.count, 2);
  assert_null(f.notes);
}

static void keys_of_other_engines(void **state) {
  (void)state;
  struct front_matter f =
      read_good("+++\ntitle = \"a\"\n[taxonomies]\ntags = [\"x\"]\n"
                "categories = [\"y\", \"z\"]\nseries = [\"s\"]\n+++\n");
  assert_int_equal(f.tags.count, 1);
  assert_int_equal(f.categories.count, 2);
  assert_int_equal(f.unknown.count, 1);
  assert_string_equal(f.unknown.items[0], "series");
  f = read_good("---\npubDate: Jul 08 2022\nupdatedDate: 2022-07-09\n"
                "heroImage: /a.jpg\n---\n");
  assert_string_equal(f.date, "Jul 08 2022");
  assert_string_equal(f.updated, "2022-07-09");
  assert_string_equal(f.image, "/a.jpg");
  f = read_good("---\npublished: 2020-01-02\n---\n");
  assert_string_equal(f.date, "2020-01-02");
  assert_null(f.status);
  f = read_good("---\ntags: [{name: Boats}, 2020, yes]\nauthor: {name: Ada}\n---\n");
  assert_int_equal(f.tags.count, 3);
  assert_string_equal(f.tags.items[0], "Boats");
  assert_string_equal(f.author, "Ada");
}

static void limits_are_enforced(void **state) {
  struct buf b = {0};
  (void)state;
  buf_puts(&b, "---\nt: ");
  while (b.len < LIMIT_FRONT_MATTER)
    buf_putc(&b, 'a');
  struct buf over = {0};
  buf_add(&over, b.data, b.len - 1);
  buf_puts(&over, "\n---\n");
  assert_int_equal(read_good(over.data).body, over.len);
  buf_puts(&b, "\n---\n");
  refused(b.data, ERR_INVALID, 1, "64 KiB");
  buf_clear(&b);
  buf_puts(&b, "---\n");
  for (int i = 0; i <= 500; i++)
    buf_printf(&b, "k%d: 1\n", i);
  buf_puts(&b, "---\n");
  refused(b.data, ERR_INVALID, 502, "500 keys");
  buf_free(&b);
  buf_free(&over);
}

static void out_of_memory_is_reported(void **state) {
  struct arena *tiny = arena_new(64);
  struct front_matter f;
  struct parse_problem p = {0};
  const char *text = "---\ntitle: a title that does not fit\n---\n";
  (void)state;
  assert_err(front_matter_read(tiny, text, strlen(text), &f, &p), ERR_NOMEM);
  arena_free(tiny);
}

/* The same in each of the three languages. */
static void reads_toml_and_json(void **state) {
  static const char *const texts[] = {
      "---\ntitle: A\ndate: 2026-11-24T09:30:00+01:00\ndraft: true\nweight: 3\n"
      "tags: [x, y]\nauthors: [Ada, Bob]\ncover: {image: a.png}\nurl: /old/\n---\nBody",
      "+++\ntitle = \"A\"\ndate = 2026-11-24T09:30:00+01:00\ndraft = true\nweight = 3\n"
      "tags = [\"x\", \"y\"]\nauthors = [\"Ada\", \"Bob\"]\nurl = '/old/'\n"
      "[cover]\nimage = \"a.png\"\n+++\nBody",
      "{\n\"title\": \"A\", \"date\": \"2026-11-24T09:30:00+01:00\", \"draft\": true,\n"
      "\"weight\": 3, \"tags\": [\"x\", \"y\"], \"authors\": [\"Ada\", \"Bob\"],\n"
      "\"cover\": {\"image\": \"a.png\"}, \"url\": \"/old/\"\n}\nBody"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct front_matter f = read_good(texts[i]);
    assert_string_equal(f.title, "A");
    assert_string_equal(f.date, "2026-11-24T09:30:00+01:00");
    assert_string_equal(f.status, "draft");
    assert_int_equal(f.menu_order, 3);
    assert_int_equal(f.tags.count, 2);
    assert_string_equal(f.tags.items[1], "y");
    assert_string_equal(f.author, "Ada");
    assert_string_equal(f.image, "a.png");
    assert_string_equal(f.url, "/old/");
    assert_int_equal(f.unknown.count, 0);
    assert_true(f.is_there);
    assert_string_equal(texts[i] + f.body, "Body");
  }
  assert_string_equal(
      read_good("+++\ntitle = '\xc3\xa9\xe3\x81\x82\xf0\x9f\x98\x80' # \xc3\xa9\n+++\n")
          .title,
      "\xc3\xa9\xe3\x81\x82\xf0\x9f\x98\x80");
  assert_false(read_good("{{< figure >}}\n").is_there);
  assert_false(read_good("{% raw %}\n").is_there);
  assert_int_equal(read_good("+++\n+++\nx").body, 8);
  assert_int_equal(read_good("{}\nx").body, 3);
}

static void refuses_bad_toml_and_json(void **state) {
  (void)state;
  refused("+++\ntitle = \"a\"\nb = \n+++\n", ERR_SYNTAX, 3, "not TOML");
  refused("+++\na = 1\na = 2\n+++\n", ERR_SYNTAX, 3, "not TOML");
  refused("+++\na = 1\n", ERR_INVALID, 1, "\"+++\"");
  noted("+++\ntitle = \"a\"\ndate = \"soon\"\n+++\n", 3, false, "not a date");
  refused("+++\nx = [[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]\n+++\n",
      ERR_INVALID, 2, "nested");
  refused("+++\na = \"\xc3\xa9\" # \xc3\xa9\nb = 77\xc9\xbe\n+++\n", ERR_SYNTAX, 3,
      "not TOML");
  refused("+++\na = \"\xf4\x80\x80\x81\"\n+++\n", ERR_INVALID, 2, "plane 16");
  refused("{\"title\": \"a\",\n\"b\" 1}\n", ERR_SYNTAX, 2, "not JSON");
  noted("{\"title\": \"a\",\n\n\"date\": \"soon\"}\n", 3, false, "not a date");
  assert_string_equal(read_good("{\"title\": 1,\n\"title\": 2}\n").title, "2");
  refused("{\"a\": [[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]}\n", ERR_INVALID,
      1, "nested");
}

static void categories_are_a_list_or_words(void **state) {
  (void)state;
  assert_int_equal(read_good("---\ncategories: one two\n---\n").categories.count, 2);
  assert_int_equal(read_good("---\ncategories: [one two]\n---\n").categories.count, 1);
  assert_int_equal(read_good("---\ncategory: one two\n---\n").categories.count, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(front_matter_is_optional),
      cmocka_unit_test(reads_toml_and_json),
      cmocka_unit_test(refuses_bad_toml_and_json),
      cmocka_unit_test(categories_are_a_list_or_words),
      cmocka_unit_test(reads_all_keys),
      cmocka_unit_test(line_numbers_are_those_of_the_file),
      cmocka_unit_test(alternative_names_are_known),
      cmocka_unit_test(one_of_several_names_wins),
      cmocka_unit_test(null_means_no_value),
      cmocka_unit_test(lists_unknown_keys),
      cmocka_unit_test(finds_the_body),
      cmocka_unit_test(a_syntax_error_is_described),
      cmocka_unit_test(a_wrong_value_is_ignored_with_a_note),
      cmocka_unit_test(an_unclear_value_that_hides_is_marked),
      cmocka_unit_test(keys_match_in_any_letter_case),
      cmocka_unit_test(the_last_of_a_repeated_key_counts),
      cmocka_unit_test(lists_of_several_keys_are_joined),
      cmocka_unit_test(keys_of_other_engines),
      cmocka_unit_test(limits_are_enforced),
      cmocka_unit_test(out_of_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
