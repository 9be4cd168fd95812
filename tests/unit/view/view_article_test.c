#include "view/view_article.h"

#include "view_support.h"

/* The page in three steps. The caller frees it. */
static char *render_in_parts(
    const struct templates *t, const struct view_article_page *p) {
  struct buf text = {0}, list = {0}, out = {0};
  struct view_frame frame;
  assert_true(templates_has_parts(t));
  assert_err(view_article_frame(t, p, &text, frame.gaps), OK);
  frame.text = buf_text(&text);
  frame.size = text.len;
  assert_err(view_article_comments(t, &p->comments, &list), OK);
  const struct view_list comments = {buf_text(&list), list.len};
  assert_err(view_article_join(t, &frame, &comments, p->comments.form, &out), OK);
  buf_free(&text);
  buf_free(&list);
  return support_take(&out);
}

/* Renders into memory that the caller frees. Each page of these tests is the same if it
 * is rendered in parts. */
static char *render(const struct view_article_page *p) {
  struct templates *t = view_templates();
  struct buf out = {0};
  assert_err(view_article_page(t, p, &out), OK);
  char *parts = render_in_parts(t, p);
  assert_string_equal(parts, buf_text(&out));
  free(parts);
  templates_free(t);
  return support_take(&out);
}

static struct view_article_page plain_page(void) {
  return (struct view_article_page){
      .layout = view_plain_layout(),
      .article =
          {
              .url = "/2026/11/low-tide/",
              .title = "Low tide",
              .body_html = "<pre>a\n\n\n  b</pre>",
              .published = {"2026-11-20T08:00:00+01:00", "20 November 2026"},
              .archive_url = "/2026/11/",
              .author = "Ada",
              .author_url = "/author/ada/",
          },
  };
}

static void the_previous_and_next_articles(void **state) {
  (void)state;
  struct view_article_page p = plain_page();
  char *page = render(&p);
  view_refute(page, "class=\"around\"");
  free(page);
  p.older = (struct view_link){"/2026/11/fog/", "Fog <b>", false};
  page = render(&p);
  view_expect(page, "<a class=\"older\" href=\"/2026/11/fog/\" rel=\"prev\">"
                    "<span>Previous article</span> <bdi>Fog &lt;b&gt;</bdi></a>");
  view_refute(page, "class=\"newer\"");
  free(page);
  p.newer = (struct view_link){"/2026/11/ebb/", "Ebb", false};
  page = render(&p);
  view_expect(page, "<a class=\"newer\" href=\"/2026/11/ebb/\" rel=\"next\">");
  free(page);
}

/* Both elements use the variable ISO. */
static void the_times_for_previews(void **state) {
  (void)state;
  struct view_article_page p = plain_page();
  p.layout.canonical = "https://example.org/2026/11/low-tide/";
  p.layout.published_iso = "2026-11-20T08:00:00+01:00";
  p.layout.updated_iso = "2026-11-24T09:30:00+01:00";
  char *page = render(&p);
  view_expect(page, "<meta property=\"article:published_time\""
                    " content=\"2026-11-20T08:00:00+01:00\">");
  view_expect(page, "<meta property=\"article:modified_time\""
                    " content=\"2026-11-24T09:30:00+01:00\">");
  free(page);
  p.layout.updated_iso = NULL;
  page = render(&p);
  view_refute(page, "article:modified_time");
  free(page);
}

static void the_related_articles(void **state) {
  (void)state;
  const struct view_link related[] = {
      {"/2026/11/fog/", "Fog <b>", false}, {"/2026/11/ebb/", "Ebb", false}};
  struct view_article_page p = plain_page();
  char *page = render(&p);
  view_refute(page, "class=\"related\"");
  free(page);
  p.related = (struct view_links){related, 2};
  page = render(&p);
  view_expect(page, "<nav class=\"related\" aria-labelledby=\"related-articles\">");
  view_expect(page, "<h2 id=\"related-articles\">Related articles</h2>");
  view_expect(page, "<li><a href=\"/2026/11/fog/\"><bdi>Fog &lt;b&gt;</bdi></a></li>");
  assert_int_equal(view_count(page, "<li><a href=\"/2026/11/"), 2);
  free(page);
}

static void the_table_of_contents(void **state) {
  (void)state;
  const struct view_section sections[] = {
      {"#early", "Early", 3}, {"#ebb", "Ebb <b>", 2}, {"#mud", "Mud", 3}};
  struct view_article_page p = plain_page();
  char *page = render(&p);
  view_refute(page, "class=\"contents\"");
  free(page);
  p.contents = (struct view_contents){sections, 3};
  p.article.lang = "ar";
  page = render(&p);
  view_expect(page, "<nav class=\"contents\" aria-label=\"Contents\" lang=\"en\">");
  view_expect(page, "<ul lang=\"ar\">");
  view_expect(page, "<a href=\"#ebb\">Ebb &lt;b&gt;</a>");
  /* Those of the contents, of the tags and of the footer. */
  assert_int_equal(view_count(page, "<ul"), 3);
  assert_int_equal(view_count(page, "</ul>"), 3);
  assert_int_equal(view_count(page, "<li>"), view_count(page, "</li>"));
  free(page);
}

static void test_an_article(void **state) {
  (void)state;
  const struct view_link tags[] = {{"/tag/mud/", "mud & more", false}};
  struct view_article_page p = plain_page();
  const struct view_link categories[] = {{"/category/news/", "News", false}};
  p.article.tags = (struct view_links){tags, 1};
  p.article.categories = (struct view_links){categories, 1};
  p.article.reading_time = "3 min read";
  p.article.lang = "ar";
  p.article.dir = "rtl";
  char *page = render(&p);
  view_expect(page, "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">");
  view_expect(page, "<title>Low tide – Notes</title>");
  view_expect(page, "<body id=\"top\">");
  view_expect(page, "<article class=\"article\" lang=\"ar\" dir=\"rtl\">");
  view_expect(page, "<h1><bdi>Low tide</bdi></h1>");
  view_expect(page,
      "<a href=\"/2026/11/\"><time datetime=\"2026-11-20T08:00:00+01:00\">"
      "20 November 2026</time></a>");
  view_expect(page, "<p class=\"kicker\" lang=\"en\" dir=\"ltr\">"
                    "<a href=\"/category/news/\"><bdi>News</bdi></a>");
  view_expect(page, "<a href=\"/author/ada/\" rel=\"author\"><bdi>Ada</bdi></a>");
  view_expect(page, "<a href=\"/tag/mud/\" rel=\"tag\"><bdi>mud &amp; more</bdi></a>");
  view_expect(page, "<a class=\"to-top\" href=\"#top\">Back to top</a>");
  /* The lines of a body are not indented. */
  view_expect(page, "<pre>a\n\n\n  b</pre>");
  assert_int_equal(view_count(page, "<h1"), 1);
  view_refute(page, "id=\"comments\"");
  view_refute(page, "commentform");
  view_refute(page, "Updated");
  free(page);
}

/* If the interface has no translation for the language of the blog, the page is English
 * and the author's texts are marked with their language. */
static void test_the_language_of_the_site(void **state) {
  (void)state;
  const struct view_link menu[] = {{"/about/", "عن المدونة", false}};
  struct view_article_page p = plain_page();
  p.layout.site_lang = "ar";
  p.layout.site_title = "أخبار";
  p.layout.tagline = "خبز";
  p.layout.menu = p.layout.categories = (struct view_links){menu, 1};
  char *page = render(&p);
  view_expect(page, "<html lang=\"en\" dir=\"ltr\">");
  view_expect(page, "<a href=\"/\" lang=\"ar\"><bdi>أخبار</bdi></a>");
  view_expect(page, "<p class=\"tagline\" lang=\"ar\"><bdi>خبز</bdi></p>");
  /* The menu and the categories. */
  assert_int_equal(view_count(page, "<ul lang=\"ar\">"), 2);
  free(page);
  p.layout.site_lang = NULL;
  page = render(&p);
  view_refute(page, "lang=\"ar\"");
  free(page);
}

static void what_the_author_says_of_an_article_is_its_lead(void **state) {
  (void)state;
  struct view_article_page p = plain_page();
  char *page = render(&p);
  view_refute(page, "class=\"lead\"");
  free(page);
  p.lead = "Mud & more";
  p.layout.logo_url = "/media/logo.svg";
  page = render(&p);
  view_expect(page, "</h1>\n<p class=\"lead\">Mud &amp; more</p>");
  view_expect(page, "<img class=\"logo\" src=\"/media/logo.svg\" alt=\"\">");
  free(page);
}

static void test_an_untitled_article_shows_its_date(void **state) {
  (void)state;
  struct view_article_page p = plain_page();
  p.article.title = "";
  char *page = render(&p);
  view_expect(page, "<h1><bdi>20 November 2026</bdi></h1>");
  free(page);
}

static void test_a_static_page(void **state) {
  (void)state;
  const struct view_link parents[] = {{"/about/", "About", false}};
  struct view_article_page p = plain_page();
  p.is_page = true;
  p.breadcrumbs = (struct view_links){parents, 1};
  char *page = render(&p);
  view_expect(page, "<a href=\"/about/\"><bdi>About</bdi></a> / ");
  view_refute(page, "20 November 2026");
  view_refute(page, "article-foot");
  view_refute(page, "/author/ada/");
  free(page);
}

/* Returns the nesting as "[(1[(2)])(3)]", with square brackets for lists and round ones
 * for items. */
static void nesting(const char *page, char *out, size_t size) {
  const char *s = strstr(page, "<ol class=\"comment-list\">");
  size_t n = 0;
  for (; s && *s && n + 4 < size; s++)
    if (strncmp(s, "<ol", 3) == 0)
      out[n++] = '[';
    else if (strncmp(s, "</ol>", 5) == 0)
      out[n++] = ']';
    else if (strncmp(s, "<li id=\"comment-", 16) == 0) {
      out[n++] = '(';
      out[n++] = s[16];
    } else if (strncmp(s, "</li>", 5) == 0) {
      out[n++] = ')';
    } else if (strncmp(s, "</section>", 10) == 0)
      break;
  out[n] = '\0';
}

static void check_thread(const int *depths, size_t count, const char *want) {
  struct view_comment comments[9] = {0};
  char got[200] = "";
  for (size_t i = 0; i < count; i++)
    comments[i] = (struct view_comment){
        .id = (int64_t)i + 1,
        .depth = depths[i],
        .author = "Ada",
        .written = {"2026-11-20T08:00:00Z", "today"},
        .body_html = "<p>Yes.</p>",
        .url = "/a/#comment-1",
    };
  struct view_article_page p = plain_page();
  p.comments.items = comments;
  p.comments.count = count;
  char *page = render(&p);
  nesting(page, got, sizeof got);
  assert_string_equal(got, want);
  free(page);
}

static void test_threads_nest(void **state) {
  (void)state;
  check_thread((int[]){1}, 1, "[(1)]");
  check_thread((int[]){1, 1}, 2, "[(1)(2)]");
  check_thread((int[]){1, 2, 2, 1}, 4, "[(1[(2)(3)])(4)]");
  check_thread((int[]){1, 2, 3, 4, 5, 2, 1}, 7, "[(1[(2[(3[(4[(5)])])])(6)])(7)]");
}

static void test_threads_of_any_depths_are_well_formed(void **state) {
  (void)state;
  check_thread((int[]){1, 3, 5, 1, 2}, 5, "[(1[(2[(3)])])(4[(5)])]");
  check_thread((int[]){1, 3, 3, 2, 1}, 5, "[(1[(2)(3)(4)])(5)]");
  check_thread((int[]){4, 2, 0, 7}, 4, "[(1)(2)(3[(4)])]");
}

static void test_depth_has_a_limit(void **state) {
  (void)state;
  struct view_comment comments[40] = {0};
  for (int i = 0; i < 40; i++)
    comments[i] = (struct view_comment){
        .id = i + 1, .depth = i + 1, .author = "A", .body_html = "", .url = "/"};
  struct view_article_page p = plain_page();
  p.comments.items = comments;
  p.comments.count = 40;
  char *page = render(&p);
  assert_int_equal(view_count(page, "<ol"), 10);
  assert_int_equal(view_count(page, "</ol>"), 10);
  assert_int_equal(view_count(page, "<li id="), 40);
  free(page);
}

static void test_a_comment(void **state) {
  (void)state;
  const struct view_comment comments[] = {
      {.id = 12,
          .depth = 1,
          .author = "Ada <3",
          .author_url = "https://ada.example/?a=1&b=2",
          .written = {"2026-11-20T08:00:00Z", "20 November 2026, 08:00"},
          .body_html = "<p>One<br>\ntwo</p>",
          .url = "/a/#comment-12",
          .reply_url = "/a/?replytocom=12#respond",
          .reply_label = "Reply to Ada <3",
          .revised = true},
      {.id = 13,
          .depth = 1,
          .author = "Evil",
          .author_url = "javascript:alert(1)",
          .body_html = "",
          .url = "/a/#comment-13",
          .held = true},
  };
  struct view_article_page p = plain_page();
  p.comments.items = comments;
  p.comments.count = 2;
  p.comments.heading = "2 comments";
  p.comments.closed = "Comments are closed.";
  char *page = render(&p);
  view_expect(page, "<h2 id=\"comments-heading\">2 comments</h2>");
  view_expect(page, "<li id=\"comment-12\">");
  view_expect(page, "<a href=\"https://ada.example/?a=1&amp;b=2\" rel=\"nofollow ugc "
                    "noopener\"><bdi>Ada &lt;3</bdi></a>");
  view_expect(page, "<a class=\"when\" href=\"/a/#comment-12\">"
                    "<time datetime=\"2026-11-20T08:00:00Z\">");
  view_expect(page, "<p>One<br>\ntwo</p>");
  view_expect(page, "<a href=\"/a/?replytocom=12#respond\" rel=\"nofollow\" "
                    "aria-label=\"Reply to Ada &lt;3\">Reply</a>");
  view_expect(page, "<li id=\"comment-13\" class=\"held\">");
  view_expect(page, "Your comment is awaiting moderation");
  view_expect(page, "<p class=\"closed\" dir=\"auto\">Comments are closed.</p>");
  assert_int_equal(view_count(page, ">Reply</a>"), 1);
  assert_int_equal(view_count(page, "<span class=\"edited\">edited</span>"), 1);
  view_refute(page, "javascript:");
  free(page);
}

static void test_an_empty_form(void **state) {
  (void)state;
  const struct view_form form = {.action = "/comment/", .article_id = 7};
  struct view_article_page p = plain_page();
  p.comments.form = &form;
  char *page = render(&p);
  view_expect(page, "<h2 id=\"reply-title\">Leave a Reply</h2>");
  view_expect(page, "<form id=\"commentform\" class=\"comment-form\" "
                    "action=\"/comment/\" method=\"post\" accept-charset=\"UTF-8\">");
  view_expect(page, "Your email address will not be published. Required fields are "
                    "marked *");
  view_expect(page, "name=\"comment_post_ID\" value=\"7\"");
  view_expect(page, "name=\"comment_parent\" value=\"0\"");
  view_expect(page, "<button id=\"submit\" type=\"submit\">Post Comment</button>");
  view_expect(page, "aria-describedby=\"form-note\"");
  assert_int_equal(view_count(page, " required"), 3);
  view_refute(page, "aria-invalid");
  view_refute(page, "role=\"alert\"");
  view_refute(page, "maxlength");
  view_refute(page, "Cancel reply");
  free(page);
}

static void test_a_form_with_faults(void **state) {
  (void)state;
  const struct view_form form = {
      .action = "/comment/",
      .article_id = 7,
      .parent_id = 12,
      .reply_to = "<b>Ada</b>",
      .cancel_url = "/a/#respond",
      .comment = "\n  two\n\n</textarea><script>",
      .author = "\"quoted\"",
      .email = "no",
      .url = "javascript:alert(1)",
      .author_error = "Author is wrong.",
      .email_error = "Email is wrong.",
      .url_error = "Address is wrong.",
      .form_error = "All is wrong.",
  };
  struct view_article_page p = plain_page();
  p.comments.form = &form;
  char *page = render(&p);
  view_expect(page, "Leave a Reply to <bdi>&lt;b&gt;Ada&lt;/b&gt;</bdi>");
  view_expect(page, "<a href=\"/a/#respond\">Cancel reply</a>");
  view_expect(page, "role=\"alert\"");
  view_expect(page, "<li>All is wrong.</li>");
  view_expect(page, "<a href=\"#author\">Author is wrong.</a>");
  view_expect(
      page, "<span class=\"fault\" id=\"author-error\">Author is wrong.</span>");
  view_expect(page, "value=\"&quot;quoted&quot;\" required autocomplete=\"name\" "
                    "dir=\"auto\" aria-invalid=\"true\" "
                    "aria-describedby=\"author-error\">");
  view_expect(page, "aria-invalid=\"true\" aria-describedby=\"email-error\">");
  /* HTML drops the first newline in a <textarea>, so the newline of the text must come
   * second. */
  view_expect(page, ">\n\n  two\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>");
  view_expect(page, "type=\"text\" inputmode=\"url\" value=\"javascript:alert(1)\"");
  view_refute(page, "href=\"#comment\"");
  view_expect(page, "name=\"comment_parent\" value=\"12\"");
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_an_article),
      cmocka_unit_test(the_table_of_contents),
      cmocka_unit_test(the_times_for_previews),
      cmocka_unit_test(the_related_articles),
      cmocka_unit_test(the_previous_and_next_articles),
      cmocka_unit_test(test_the_language_of_the_site),
      cmocka_unit_test(what_the_author_says_of_an_article_is_its_lead),
      cmocka_unit_test(test_an_untitled_article_shows_its_date),
      cmocka_unit_test(test_a_static_page),
      cmocka_unit_test(test_threads_nest),
      cmocka_unit_test(test_threads_of_any_depths_are_well_formed),
      cmocka_unit_test(test_depth_has_a_limit),
      cmocka_unit_test(test_a_comment),
      cmocka_unit_test(test_an_empty_form),
      cmocka_unit_test(test_a_form_with_faults),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
