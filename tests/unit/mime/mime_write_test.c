#include "mime/mime_write.h"

#include "support.h"

static const struct mime_mail plain = {
    .from_name = "A Blog",
    .from = "blog@example.org",
    .to = "ada@example.org",
    .subject = "A comment",
    .date = INT64_C(1764460800) * 1000000,
    .message_id = "1.abc@example.org",
    .text = "Hello.\n",
};

static char *written(const struct mime_mail *mail) {
  struct buf out = {0};
  assert_err(mime_write(mail, &out), OK);
  return support_take(&out);
}

static void has(const char *text, const char *part) {
  if (!strstr(text, part))
    fail_msg("\"%s\" is missing in:\n%s", part, text);
}

static void has_not(const char *text, const char *part) {
  if (strstr(text, part))
    fail_msg("\"%s\" is in:\n%s", part, text);
}

static void a_plain_mail(void **state) {
  (void)state;
  char *text = written(&plain);
  has(text, "From: A Blog <blog@example.org>\n");
  has(text, "To: ada@example.org\n");
  has(text, "Subject: A comment\n");
  has(text, "Message-ID: <1.abc@example.org>\n");
  has(text, "Date: Sun, 30 Nov 2025 00:00:00 +0000\n");
  has(text, "Auto-Submitted: auto-generated\n");
  has(text, "Content-Type: text/plain; charset=utf-8\n");
  has(text, "\n\nHello.\n");
  has_not(text, "List-");
  has_not(text, "\r");
  free(text);
}

static void both_parts_and_all_headers(void **state) {
  struct mime_mail mail = plain;
  (void)state;
  mail.html = "<p>H\xc3\xa4llo</p>";
  mail.reply_to = "reply+abc@example.org";
  mail.references = "article-1.abc@example.org";
  mail.list_id = "comments.example.org";
  /* Longer than a folded line: folding would break it. */
  mail.unsubscribe =
      "https://example.org/follow/?t=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  char *text = written(&mail);
  has(text, "Content-Type: multipart/alternative;");
  has(text, "Reply-To: reply+abc@example.org\n");
  has(text, "In-Reply-To: <article-1.abc@example.org>\n");
  has(text, "References: <article-1.abc@example.org>\n");
  has(text, "List-Id: <comments.example.org>\n");
  has(text, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n");
  has(text, "List-Unsubscribe: <https://example.org/follow/?t=aaaaa");
  has(text, "aaaa>\n");
  has(text, "<p>H=C3=A4llo</p>");
  assert_true(strstr(text, "text/plain") < strstr(text, "text/html"));
  free(text);
}

/* Header injection is what web forms that send mail are attacked with. */
static void nothing_a_reader_writes_begins_a_header(void **state) {
  static const char *const bad[] = {"x\r\nBcc: b@example.org", "x\nBcc: b@example.org",
      "x\rBcc: b@example.org",
      "x\xe2\x80\xa8"
      "Bcc: b@example.org",
      "\xc3\xa4\nBcc: b@example.org", "x\n\nBcc: b@example.org",
      "=?utf-8?q?x=0ABcc:_b@example.org?=",
      "x\v\f\x1b"
      "Bcc: b@example.org"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct mime_mail mail = plain;
    mail.subject = mail.from_name = bad[i];
    char *text = written(&mail);
    has_not(text, "\nBcc");
    has_not(text, "\r");
    has_not(text, "=?utf-8?q?x");
    has_not(text, "?Q?x=0A");
    has_not(text, "?Q?x=0D");
    free(text);
  }
}

static void names_are_encoded(void **state) {
  struct mime_mail mail = plain;
  (void)state;
  mail.from_name = "J\xc3\xbcrgen \"J\" <x@y.example>, Bad";
  mail.subject = "\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80";
  char *text = written(&mail);
  has(text, "Subject: =?UTF-8?");
  for (const char *s = text; *s; s++)
    assert_true((*s & 0x80) == 0);
  has_not(text, "<x@y.example>");
  free(text);
  mail.from_name = "";
  text = written(&mail);
  has(text, "From: blog@example.org\n");
  free(text);
}

static void lines_are_short(void **state) {
  static char line[20001], subject[3001];
  struct mime_mail mail = plain;
  (void)state;
  memset(line, 'x', sizeof line - 1);
  for (size_t i = 0; i + 2 < sizeof subject; i += 2)
    memcpy(subject + i, "\xc3\xa4", 2);
  for (int i = 0; i < 2; i++) {
    mail.subject = i ? line : subject;
    mail.from_name = i ? line : subject;
    mail.text = i ? line : subject;
    mail.html = line;
    char *text = written(&mail);
    for (const char *s = text; *s;) {
      size_t n = strcspn(s, "\n");
      assert_true(n < 998);
      s += n + (s[n] == '\n');
    }
    free(text);
  }
}

static void what_is_no_url_is_refused(void **state) {
  static const char *const bad[] = {"https://example.org/ x", "https://example.org/>\n",
      "https://example.org/\xc3\xa4"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct mime_mail mail = plain;
    struct buf out = {0};
    mail.unsubscribe = bad[i];
    assert_err(mime_write(&mail, &out), ERR_INVALID);
    assert_int_equal(out.len, 0);
    buf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plain_mail),
      cmocka_unit_test(both_parts_and_all_headers),
      cmocka_unit_test(nothing_a_reader_writes_begins_a_header),
      cmocka_unit_test(names_are_encoded),
      cmocka_unit_test(lines_are_short),
      cmocka_unit_test(what_is_no_url_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
