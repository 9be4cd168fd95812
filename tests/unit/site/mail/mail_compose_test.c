#include "site/mail/mail_compose.h"

#include "site/mail/mail_kind.h"

#include "support_site.h"

static void ids(void **state) {
  struct blog *b = *state;
  b->site->settings.base_url = "https://blog.example.org:8443";
  b->site->settings.mail.from = "me@mail.example";
  const char *id = mail_compose_id(b->site, b->arena, "mail", 5, 9);
  assert_memory_equal(id, "mail-5.", 7);
  assert_string_equal(strchr(id, '@'), "@blog.example.org");
  assert_string_equal(id, mail_compose_id(b->site, b->arena, "mail", 5, 9));
  assert_string_not_equal(id, mail_compose_id(b->site, b->arena, "mail", 5, 10));
  assert_string_not_equal(id, mail_compose_id(b->site, b->arena, "mail", 6, 9));
  b->site->settings.base_url = "http://127.0.0.1:8080";
  id = mail_compose_id(b->site, b->arena, "mail", 5, 9);
  assert_string_equal(strchr(id, '@'), "@mail.example");
}

static void a_message(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  const struct mail_message m = {.subject = "Hello",
      .text = "text\n",
      .html = "<p>text</p>",
      .unsubscribe = "https://example.org/x",
      .article_id = 3};
  b->site->settings.mail.from = "me@mail.example";
  b->site->settings.base_url = "https://example.org";
  b->site->settings.title = "A Blog";
  assert_err(mail_compose_message(b->site, b->arena, &m, "ada@example.org",
                 "mail-1.a@example.org", SUPPORT_DATE, &out),
      OK);
  const char *text = buf_text(&out);
  assert_non_null(strstr(text, "From: A Blog <me@mail.example>\n"));
  assert_non_null(strstr(text, "In-Reply-To: <article-3."));
  assert_non_null(strstr(text, "List-Id: <comments.example.org>\n"));
  assert_non_null(strstr(text, "List-Unsubscribe: <https://example.org/x>\n"));
  buf_free(&out);
}

static void an_unknown_kind(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  const char *id = NULL;
  const struct mail m = {.kind = "nothing", .recipient = "a@example.org"};
  assert_null(mail_kind_find("nothing"));
  assert_err(mail_compose(b->site, b->arena, &m, 1, &id, &out), ERR_NOT_FOUND);
  assert_null(id);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(ids),
      support_site_test(a_message),
      support_site_test(an_unknown_kind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
