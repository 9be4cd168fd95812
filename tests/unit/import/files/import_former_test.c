#include "import/files/import_former.h"

#include "db/model/path.h"
#include "support_import.h"

/* Where a path leads in the blog: the slug of an article, with "*" before it for its
 * own address; "" for nothing. */
static void leads_to(struct blog *b, const char *path, const char *slug) {
  struct path found;
  struct article r = {.slug = ""};
  enum err e = path_find(b->site->db, path, &found);
  if (!e)
    e = article_by_id(b->site->db, b->arena, found.article_id, &r);
  if (e && e != ERR_NOT_FOUND)
    fail_msg("%s: %s", path, err_text(e));
  if (strcmp(r.slug, slug) != 0)
    fail_msg("%s leads to \"%s\"", path, r.slug);
}

static void import_folder(
    struct blog *b, const char *folder, const struct import_options *options) {
  struct support_import done;
  assert_err(support_import(b, folder, options, &done), OK);
  assert_int_equal(done.counts[IMPORT_FAILED], 0);
  if (done.counts[IMPORT_WARNING])
    fail_msg("%s", buf_text(&done.text));
  buf_free(&done.text);
}

/* The date is on 10 March in UTC, the zone of the site, and on 9 March where it was
 * written. */
#define POST "---\ntitle: Big Title\ndate: 2015-03-09 23:30:00 -0700\n"

static void addresses_of_jekyll(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("_config.yml",
      "baseurl: /blog/\npermalink: /:categories/:year/:i_month/:i_day/:title.html\n");
  support_import_file(folder, "old/_posts/2015-03-09-Hello_World.md",
      POST "categories: Foo bar\n---\nx\n");
  support_import_file(folder, "_posts/2015-03-09-second.md",
      POST "permalink: /p/:year/:title/\n---\nx\n");
  support_import_file(folder, "_posts/2015-03-09-third.md",
      POST "permalink: https://x.org/2015/Mein%20Name.html\n---\nx\n");
  support_import_file(folder, "about.md", "---\ntitle: All about me\n---\nx\n");
  support_import_file(folder, "docs/index.md", "---\ntitle: Papers\n---\nx\n");
  import_folder(b, folder, NULL);
  leads_to(b, "/blog/old/foo/bar/2015/3/10/hello_world.html/", "hello-world");
  leads_to(b, "/blog/old/foo/bar/2015/3/9/hello_world.html/", "hello-world");
  leads_to(b, "/blog/old/foo/bar/2015/3/9/hello_world/", "hello-world");
  leads_to(b, "/old/foo/bar/2015/3/9/hello_world/", "hello-world");
  leads_to(b, "/blog/p/2015/second/", "second");
  leads_to(b, "/2015/3/9/second/", "");
  leads_to(b, "/2015/mein name.html/", "mein-name");
  leads_to(b, "/blog/about.html/", "about");
  leads_to(b, "/about/", "about");
  leads_to(b, "/docs/", "docs");
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE type = 'page'"), 2);
  free(folder);
}

static void a_jekyll_site_without_a_pattern(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("_config.yml",
      "defaults:\n- scope: {path: drafts}\n  values: {permalink: /no/:title}\n"
      "- scope: {path: '', type: posts}\n  values: {permalink: pretty}\n");
  support_import_file(folder, "_posts/2015-03-09-one.md", POST "---\nx\n");
  import_folder(b, folder, NULL);
  leads_to(b, "/2015/03/09/one/", "one");
  free(folder);
  folder = support_import_folder("_posts/2015-03-09-two.md", POST "---\nx\n");
  import_folder(b, folder, NULL);
  leads_to(b, "/2015/03/09/two.html/", "two");
  free(folder);
}

static void addresses_of_hexo(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("_config.yml", "root: /\nurl: https://x.org\n");
  support_import_file(folder, "source/_posts/foo/one.md", POST "---\nx\n");
  support_import_file(folder, "source/about/index.md", "---\ntitle: Me\n---\nx\n");
  import_folder(b, folder, NULL);
  leads_to(b, "/2015/03/09/foo/one/", "one");
  free(folder);
}

static void addresses_of_hugo(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("hugo.yaml",
      "baseURL: https://x.org/sub\ndefaultContentLanguage: en\npermalinks:\n"
      "  post: /:year/:month/:title/\n  essays: /:sections[1:]/\n");
  support_import_file(folder, "content/post/one.md", POST "---\nx\n");
  support_import_file(folder, "content/notes/deep/2015-03-09-two.md", POST "---\nx\n");
  support_import_file(
      folder, "content/notes/bundle/index.de.md", POST "slug: mine\n---\nx\n");
  support_import_file(folder, "content/notes/four.md",
      "---\ntitle: Four\ndate: 2015-01-01\nurl: /any/where.php\n---\nx\n");
  support_import_file(folder, "content/notes/_index.md", "---\ntitle: Notes\n---\nx\n");
  import_folder(b, folder, NULL);
  leads_to(b, "/sub/2015/03/big-title/", "one");
  leads_to(b, "/notes/deep/2015-03-09-two/", "two");
  leads_to(b, "/notes/deep/two/", "two");
  leads_to(b, "/sub/de/notes/mine/", "mine");
  leads_to(b, "/any/where.php/", "where");
  leads_to(b, "/notes/four/", "");
  leads_to(b, "/notes/", "notes");
  free(folder);
}

static void an_unknown_pattern_is_reported(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder(
      "config/_default/permalinks.toml", "essays = '/:sections[1:]/'\n");
  support_import_file(folder, "config/_default/hugo.toml", "uglyURLs = true\n");
  support_import_file(folder, "content/essays/one.md", POST "---\nx\n");
  support_import_file(folder, "content/plain/two.md", POST "---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_non_null(strstr(buf_text(&done.text), "\"/:sections[1:]"));
  leads_to(b, "/plain/two.html/", "two");
  buf_free(&done.text);
  free(folder);
}

static void addresses_of_zola(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("config.toml", "base_url = 'https://x.org/'\n");
  support_import_file(folder, "content/blog/2015-03-09-v1.2.md",
      "+++\ntitle = 'One'\ndate = 2015-03-09\n+++\nx\n");
  support_import_file(folder, "content/blog/two.md",
      "+++\ntitle = 'Two'\ndate = 2015-03-09\npath = 'some/thing'\n+++\nx\n");
  import_folder(b, folder, NULL);
  leads_to(b, "/blog/v1-2/", "v1-2");
  leads_to(b, "/some/thing/", "thing");
  free(folder);
}

static void addresses_are_kept(void **state) {
  struct blog *b = *state;
  const struct import_options keep = {.keep_addresses = true};
  char *folder =
      support_import_folder("_config.yml", "permalink: /:year/:title.html\n");
  support_import_file(folder, "_posts/2015-03-09-one.md", POST "---\nx\n");
  support_import_file(folder, "_posts/2015-03-10-ONE.md", POST "---\ny\n");
  support_import_file(folder, "_posts/2015-03-10-a_b.md", POST "---\nz\n");
  import_folder(b, folder, &keep);
  /* The second one has the same address, and the third one that is no permalink. */
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE permalink IN"
                        " ('/2015/one/', '/2015/03/one/', '/2015/03/a-b/')"),
      3);
  leads_to(b, "/2015/one.html/", "one");
  leads_to(b, "/2015/a_b.html/", "a-b");
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(addresses_of_jekyll),
      support_site_test(a_jekyll_site_without_a_pattern),
      support_site_test(addresses_of_hexo),
      support_site_test(addresses_of_hugo),
      support_site_test(an_unknown_pattern_is_reported),
      support_site_test(addresses_of_zola),
      support_site_test(addresses_are_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
