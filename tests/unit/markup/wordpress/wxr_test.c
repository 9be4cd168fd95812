#include "markup/wordpress/wxr.h"
#include "markup/wordpress/wxr_head.h"

#include <sys/mman.h>
#include <unistd.h>

#include "support.h"

/* Returns the items received, one line per field. */
static struct buf seen;

static enum err on_site(void *context, const char *url) {
  (void)context;
  buf_printf(&seen, "site %s\n", url);
  return OK;
}

static enum err on_author(void *context, const struct wxr_author *a) {
  (void)context;
  buf_printf(&seen, "author %s|%s\n", a->login, a->name);
  return OK;
}

static enum err on_category(void *context, const struct wxr_category *c) {
  (void)context;
  buf_printf(&seen, "category %s|%s|%s\n", c->nicename, c->parent, c->name);
  return OK;
}

static enum err on_item(void *context, const struct wxr_item *i, struct arena *a) {
  const enum err *result = context;
  buf_printf(&seen, "item %d %s|%s|%s|%s|%s|%s\n", i->line, i->title, i->link,
      i->creator, i->guid, i->content, i->excerpt);
  buf_printf(&seen, " %s|%s|%s|%s|%s|%s|%s|%s\n", i->id, i->parent, i->menu_order,
      i->type, i->status, i->name, i->password, i->sticky);
  buf_printf(&seen, " %s|%s|%s|%s|%s|%s\n", i->date, i->date_gmt, i->modified,
      i->modified_gmt, i->comment_status, i->attachment_url);
  for (const struct wxr_term *t = i->terms; t; t = t->next)
    buf_printf(&seen, "term %s|%s|%s\n", t->domain, t->nicename, t->name);
  for (const struct wxr_meta *m = i->meta; m; m = m->next)
    buf_printf(&seen, "meta %s|%s\n", m->key, m->value);
  for (const struct wxr_comment *c = i->comments; c; c = c->next)
    buf_printf(&seen, "comment %d %s|%s|%s|%s|%s|%s|%s|%s|%s|%s\n", c->line, c->id,
        c->parent, c->author, c->email, c->url, c->date, c->date_gmt, c->content,
        c->approved, c->type);
  arena_free(a);
  return result ? *result : OK;
}

static enum err read_size(
    const char *text, size_t size, enum err *answer, struct parse_problem *p) {
  const struct wxr_visitor visitor = {
      .context = answer, on_site, on_author, on_category, on_item};
  int fd = memfd_create("wxr", MFD_CLOEXEC);
  assert_true(write(fd, text, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
  buf_clear(&seen);
  *p = (struct parse_problem){0};
  enum err e = wxr_read(fd, &visitor, p);
  close(fd);
  return e;
}

#define HEAD "<rss><channel><wp:wxr_version>1.2</wp:wxr_version>"
#define TAIL "</channel></rss>"

static void reads(const char *text, const char *want) {
  struct parse_problem p;
  assert_err(read_size(text, strlen(text), NULL, &p), OK);
  assert_string_equal(buf_text(&seen), want);
}

static void refused_at(const char *text, enum err want, int line, const char *says) {
  struct parse_problem p;
  assert_err(read_size(text, strlen(text), NULL, &p), want);
  assert_int_equal(p.line, line);
  assert_non_null(strstr(p.message, says));
}

static void every_field(void **state) {
  (void)state;
  reads(HEAD
      "<wp:base_blog_url>https://a.b</wp:base_blog_url>\n"
      "<wp:author><wp:author_login>al</wp:author_login>"
      "<wp:author_display_name>an</wp:author_display_name></wp:author>"
      "<wp:category><wp:category_nicename>cn</wp:category_nicename>"
      "<wp:category_parent>cp</wp:category_parent><wp:cat_name>cc</wp:cat_name>"
      "</wp:category>\n"
      "<item><title>t</title><link>l</link><dc:creator>c</dc:creator><guid>g</guid>"
      "<content:encoded>co</content:encoded><excerpt:encoded>ex</excerpt:encoded>"
      "<wp:post_id>1</wp:post_id><wp:post_parent>2</wp:post_parent>"
      "<wp:menu_order>3</wp:menu_order><wp:post_type>post</wp:post_type>"
      "<wp:status>publish</wp:status><wp:post_name>pn</wp:post_name>"
      "<wp:post_password>pp</wp:post_password><wp:is_sticky>1</wp:is_sticky>"
      "<wp:post_date>d</wp:post_date><wp:post_date_gmt>dg</wp:post_date_gmt>"
      "<wp:post_modified>m</wp:post_modified>"
      "<wp:post_modified_gmt>mg</wp:post_modified_gmt>"
      "<wp:comment_status>open</wp:comment_status>"
      "<wp:attachment_url>au</wp:attachment_url>"
      "<category domain=\"category\" nicename=\"x\">X</category>"
      "<category nicename=\"y\" domain=\"post_tag\">Y</category><category>Z</category>"
      "<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value>"
      "</wp:postmeta><wp:postmeta><wp:meta_key>e</wp:meta_key></wp:postmeta>\n"
      "<wp:comment><wp:comment_id>5</wp:comment_id>"
      "<wp:comment_parent>4</wp:comment_parent><wp:comment_author>ca</wp:comment_author>"
      "<wp:comment_author_email>ce</wp:comment_author_email>"
      "<wp:comment_author_url>cu</wp:comment_author_url>"
      "<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>"
      "<wp:comment_date>cd</wp:comment_date>"
      "<wp:comment_date_gmt>cg</wp:comment_date_gmt>"
      "<wp:comment_content>cc</wp:comment_content>"
      "<wp:comment_approved>1</wp:comment_approved><wp:comment_type>ct</wp:comment_type>"
      "</wp:comment></item>" TAIL,
      "site https://a.b\nauthor al|an\ncategory cn|cp|cc\n"
      "item 3 t|l|c|g|co|ex\n 1|2|3|post|publish|pn|pp|1\n d|dg|m|mg|open|au\n"
      "term category|x|X\nterm post_tag|y|Y\nterm ||Z\n"
      "meta k|v\nmeta e|\ncomment 4 5|4|ca|ce|cu|cd|cg|cc|1|ct\n");
}

#define EMPTY " |||post||||\n |||||\n" /* the type of an item without one */

static void missing_fields_are_empty(void **state) {
  (void)state;
  reads(HEAD "<item/><wp:author/><wp:category/>" TAIL,
      "item 1 |||||\n" EMPTY "author |\ncategory ||\n");
}

static void text_of_every_kind(void **state) {
  (void)state;
  reads(HEAD "<item><title>a &lt;b&gt; &amp; &#x263a;<!-- no --><![CDATA[<c> &amp;]]>"
             "</title></item>" TAIL,
      "item 1 a <b> & \u263a<c> &amp;|||||\n" EMPTY);
}

static void unknown_elements_are_skipped(void **state) {
  (void)state;
  reads(HEAD
      "<title>of the blog</title><image><title>i</title></image>"
      "<item><x:y><title>deep</title><wp:comment><wp:comment_id>1</wp:comment_id>"
      "</wp:comment></x:y><title>t</title><guid a=\"b\">g</guid></item>"
      "<wp:term><wp:term_name>n</wp:term_name></wp:term><?php x ?>" TAIL,
      "item 1 t|||g||\n" EMPTY);
}

/* No field of an item carries over to the next. */
static void an_item_starts_empty(void **state) {
  (void)state;
  reads(HEAD
      "<item><title>1</title><wp:comment><wp:comment_id>1</wp:comment_id>"
      "</wp:comment><category>c</category></item>\n<item><guid>2</guid></item>" TAIL,
      "item 1 1|||||\n" EMPTY "term ||c\ncomment 1 1|||||||||\n"
      "item 2 |||2||\n" EMPTY);
}

static void a_doctype_is_refused(void **state) {
  (void)state;
  refused_at(
      "<?xml version=\"1.0\"?>\n<!DOCTYPE rss>\n" HEAD TAIL, ERR_INVALID, 2, "DOCTYPE");
  refused_at(
      "\n<!DOCTYPE r [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>\n<rss>&b;</rss>",
      ERR_INVALID, 2, "DOCTYPE");
  refused_at(
      "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><rss/>", ERR_INVALID, 1, "DOCTYPE");
  refused_at(
      HEAD "\n<item>\n<title>&nbsp;</title></item>" TAIL, ERR_SYNTAX, 3, "entity");
}

static void invalid_xml_is_refused(void **state) {
  (void)state;
  refused_at("", ERR_SYNTAX, 1, "incomplete");
  refused_at(
      HEAD "\n<item>\n<title>t</titel></item>" TAIL, ERR_SYNTAX, 3, "mismatched");
  refused_at(HEAD "\n<item><title>& </title></item>" TAIL, ERR_SYNTAX, 2,
      "XML does not allow");
  refused_at(
      HEAD "\n<item><title>\xff</title></item>" TAIL, ERR_SYNTAX, 2, "not UTF-8");
  refused_at(HEAD TAIL "\n<rss/>", ERR_SYNTAX, 2, "not XML");
}

static void other_xml_is_refused(void **state) {
  (void)state;
  refused_at("<html><item/></html>", ERR_INVALID, 1, "<rss>");
  refused_at("<rss><channel><item/>" TAIL, ERR_INVALID, 0, "wp:wxr_version");
}

/* A file that is truncated anywhere is refused, and no incomplete item is visited. */
static void a_truncated_file_is_refused(void **state) {
  static const char text[] = HEAD
      "<item><title>t</title><wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
      "<wp:postmeta><wp:meta_key>k</wp:meta_key></wp:postmeta>"
      "<category domain=\"category\">c</category></item>" TAIL;
  struct parse_problem p;
  (void)state;
  const char *ended = strstr(text, "</item>") + strlen("</item>");
  for (size_t n = 0; n < sizeof text - 1; n++) {
    assert_err(read_size(text, n, NULL, &p), ERR_SYNTAX);
    assert_true(p.line > 0 && p.message[0]);
    assert_true(
        (strstr(buf_text(&seen), "item") != NULL) == (n >= (size_t)(ended - text)));
  }
}

static void depth_is_bounded(void **state) {
  (void)state;
  for (int n = 28; n <= 30; n++) { /* below rss, channel and item; 32 is the most */
    struct parse_problem p;
    struct buf b = {0};
    buf_puts(&b, HEAD "<item>\n");
    for (int i = 0; i < n; i++)
      buf_puts(&b, "<a>");
    for (int i = 0; i < n; i++)
      buf_puts(&b, "</a>");
    buf_puts(&b, "</item>" TAIL);
    assert_err(read_size(buf_text(&b), b.len, NULL, &p), n < 30 ? OK : ERR_INVALID);
    assert_true(n < 30 || (p.line == 2 && strstr(p.message, "nested too deeply")));
    buf_free(&b);
  }
}

static void sizes_are_bounded(void **state) {
  struct parse_problem p;
  (void)state;
  /* The size of a tag is checked after every chunk. */
  enum { LONG_TAG = WXR_TEXT + (1 << 20) };
  char *long_text = malloc(LONG_TAG);
  assert_non_null(long_text);
  memset(long_text, 'x', LONG_TAG);
  for (int over = 0; over < 2; over++) {
    struct buf b = {0};
    buf_puts(&b, HEAD "<item>\n<content:encoded>");
    buf_add(&b, long_text, (size_t)(WXR_TEXT + over));
    buf_puts(&b, "</content:encoded></item>" TAIL);
    assert_err(read_size(buf_text(&b), b.len, NULL, &p), over ? ERR_INVALID : OK);
    assert_true(!over || (p.line == 2 && strstr(p.message, "16 MiB")));
    buf_clear(&b);
    buf_puts(&b, HEAD "\n<item a=\"");
    buf_add(&b, long_text, LONG_TAG);
    buf_puts(&b, "\"/>" TAIL);
    assert_err(read_size(buf_text(&b), b.len, NULL, &p), ERR_INVALID);
    assert_non_null(strstr(p.message, "a tag is over"));
    buf_free(&b);
  }
  free(long_text);
}

static void the_visitor_can_stop(void **state) {
  struct parse_problem p;
  enum err full = ERR_FULL;
  const char *text = HEAD "<item/><item/>" TAIL;
  (void)state;
  assert_err(read_size(text, strlen(text), &full, &p), ERR_FULL);
  assert_string_equal(buf_text(&seen), "item 1 |||||\n" EMPTY);
}

/* Older WordPress and other writers leave the version or the type out. */
static void the_namespace_is_enough(void **state) {
  (void)state;
  static const char *const names[] = {"http://wordpress.org/export/1.0/",
      "https://wordpress.org/export/1.2/", "http://wordpress.org/export/"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    struct parse_problem p;
    char text[300];
    snprintf(text, sizeof text,
        "<rss xmlns:wp=\"%s\"><channel><item><title>A</title></item></channel></rss>",
        names[i]);
    assert_err(read_size(text, strlen(text), NULL, &p), OK);
  }
}

static void control_characters_become_spaces(void **state) {
  (void)state;
  struct parse_problem p;
  static const char text[] = HEAD "<item><title>a\x10"
                                  "b&#x1F;c\xef\xbf\xbf</title></item>" TAIL;
  assert_err(read_size(text, sizeof text - 1, NULL, &p), OK);
  assert_non_null(strstr(buf_text(&seen), "a b      c   "));
}

static void blanks_move_after_the_declaration(void **state) {
  const char *cases[][2] = {
      {"\n\r\n <?xml version=\"1.0\"?>\n<rss>", "<?xml version=\"1.0\"?>\n\n  \n<rss>"},
      {"\xef\xbb\xbf\t<?xml?>", "\xef\xbb\xbf<?xml?> "},
      {"<?xml?>\n<rss>", "<?xml?>\n<rss>"},
      {" <rss>", " <rss>"},
      {" <?xml ", " <?xml "},
      {" \n", " \n"},
      {"", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[64];
    snprintf(text, sizeof text, "%s", cases[i][0]);
    wxr_fix_head(text, strlen(text));
    assert_string_equal(text, cases[i][1]);
  }
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&seen);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_field),
      cmocka_unit_test(missing_fields_are_empty),
      cmocka_unit_test(text_of_every_kind),
      cmocka_unit_test(unknown_elements_are_skipped),
      cmocka_unit_test(an_item_starts_empty),
      cmocka_unit_test(a_doctype_is_refused),
      cmocka_unit_test(invalid_xml_is_refused),
      cmocka_unit_test(other_xml_is_refused),
      cmocka_unit_test(a_truncated_file_is_refused),
      cmocka_unit_test(depth_is_bounded),
      cmocka_unit_test(sizes_are_bounded),
      cmocka_unit_test(the_visitor_can_stop),
      cmocka_unit_test(the_namespace_is_enough),
      cmocka_unit_test(control_characters_become_spaces),
      cmocka_unit_test(blanks_move_after_the_declaration),
  };
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
