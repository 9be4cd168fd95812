#include "mime/mime_read.h"

#include "support.h"

static struct arena *arena;

static struct mime_received read_mail(const char *text) {
  struct mime_received m;
  arena_free(arena);
  arena = arena_new(32 << 20);
  assert_err(mime_read(text, strlen(text), arena, &m), OK);
  return m;
}

static void a_plain_mail(void **state) {
  (void)state;
  struct mime_received m = read_mail("From: Ada <ada@example.org>\nTo: a@x.example, "
                                     "B <b@x.example>\nCc: c@x.example\nSubject: x\n"
                                     "Delivered-To: d@x.example\n\nHello\r\nthere\n");
  assert_string_equal(m.from, "ada@example.org");
  assert_int_equal(m.to_count, 4);
  assert_string_equal(m.to[1], "b@x.example");
  assert_string_equal(m.to[3], "d@x.example");
  assert_string_equal(m.text, "Hello\nthere\n");
  assert_false(m.is_html || m.is_automatic);
  assert_string_equal(m.report_of, "");
}

static void senders_that_are_not_clear(void **state) {
  static const char *const heads[] = {"", "From: a@x.example, b@x.example\n",
      "From: a@x.example\nFrom: b@x.example\n", "From: group: a@x.example;\n",
      "From:\n", "From: a@x.example@b.example\n",
      "From: <a@x.example> <b@x.example>\n"};
  (void)state;
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    char text[200];
    snprintf(text, sizeof text, "Subject: x\n%sTo: c@x.example\n\nHi\n", heads[i]);
    assert_string_equal(read_mail(text).from, "");
  }
}

static void senders_that_are_clear(void **state) {
  static const char *const values[] = {"a@x.example", " <a@x.example>",
      "A <a@x.example> ", "\"A, B\" <a@x.example>", "=?utf-8?q?=C3=A4?= <a@x.example>",
      "A\n <a@x.example>"};
  (void)state;
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    char text[200];
    snprintf(text, sizeof text, "From: %s\n\nHi\n", values[i]);
    assert_string_equal(read_mail(text).from, "a@x.example");
  }
}

static void programs(void **state) {
  static const char *const heads[] = {"Auto-Submitted: auto-replied",
      "Precedence: bulk", "Precedence: auto_reply", "Return-Path: <>",
      "List-Id: <x.example.org>", "X-Autoreply: yes"};
  (void)state;
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    char text[200];
    snprintf(text, sizeof text, "From: a@x.example\n%s\n\nHi\n", heads[i]);
    assert_true(read_mail(text).is_automatic);
  }
  assert_false(read_mail("From: a@x.example\nAuto-Submitted: no\n\nHi\n").is_automatic);
}

static void the_right_part_is_read(void **state) {
  (void)state;
  struct mime_received m = read_mail(
      "From: a@x.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\n"
      "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/html\n\n"
      "<p>html</p>\n--i\nContent-Type: text/plain; charset=iso-8859-1\n"
      "Content-Transfer-Encoding: quoted-printable\n\nB=E4r\n--i--\n--o\n"
      "Content-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--o\n"
      "Content-Type: message/rfc822\n\nFrom: b@x.example\n\nforwarded\n--o--\n");
  assert_string_equal(m.text, "B\xc3\xa4r");
  assert_false(m.is_html);
  m = read_mail("From: a@x.example\nContent-Type: text/html\n\n<p>x</p>\n");
  assert_true(m.is_html);
  m = read_mail(
      "From: a@x.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\n"
      "Content-Type: message/rfc822\n\nFrom: b@x.example\n\nforwarded\n--o--\n");
  assert_string_equal(m.text, "");
}

static void a_report(void **state) {
  (void)state;
  struct mime_received m = read_mail(
      "From: MAILER-DAEMON@x.example\nReturn-Path: <>\nContent-Type: multipart/report;"
      " report-type=delivery-status; boundary=o\n\n--o\n\nSorry.\n--o\n"
      "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
      "Final-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.1.1\n"
      "Diagnostic-Code: smtp; 550 no such user\n\n--o\nContent-Type: message/rfc822\n\n"
      "Message-ID: <mail-7.abc@example.org>\nSubject: x\n\nbody\n--o--\n");
  assert_string_equal(m.report_action, "failed");
  assert_string_equal(m.report_reason, "smtp; 550 no such user");
  assert_string_equal(m.report_of, "mail-7.abc@example.org");
  m = read_mail(
      "From: x@x.example\nContent-Type: multipart/report; boundary=o\n\n--o\n"
      "Content-Type: message/delivery-status\n\nAction: delayed\nStatus: 4.0.0\n\n"
      "--o\nContent-Type: text/rfc822-headers\n\nSubject: x\n"
      "Message-Id: <mail-8.abc@example.org>\n--o--\n");
  assert_string_equal(m.report_action, "delayed");
  assert_string_equal(m.report_reason, "4.0.0");
  assert_string_equal(m.report_of, "mail-8.abc@example.org");
}

/* A part in a part in a part: what recursion would need the whole stack for. */
static void depth(void **state) {
  struct buf text = {0};
  struct mime_received m;
  (void)state;
  buf_puts(&text, "From: a@x.example\n");
  for (int i = 0; i < 20000; i++)
    buf_printf(&text, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
  buf_puts(&text, "Content-Type: text/plain\n\nfar below\n");
  arena_free(arena);
  arena = arena_new(32 << 20);
  assert_err(mime_read(buf_text(&text), text.len, arena, &m), OK);
  assert_string_equal(m.text, "");
  buf_free(&text);
}

static void long_headers(void **state) {
  struct buf text = {0};
  struct mime_received m;
  (void)state;
  for (int i = 0; i < 100000; i++)
    buf_puts(&text, "From: ");
  buf_puts(&text, "\n\nx\n");
  arena_free(arena);
  arena = arena_new(32 << 20);
  assert_err(mime_read(buf_text(&text), text.len, arena, &m), ERR_SYNTAX);
  /* What is read of it at most. */
  assert_err(mime_read(buf_text(&text), 65000, arena, &m), OK);
  assert_string_equal(m.from, "");
  static const char nul[] = "From: owner@example.org\0@evil.example\n\nx\n";
  assert_err(mime_read(nul, sizeof nul - 1, arena, &m), ERR_SYNTAX);
  buf_free(&text);
}

static void garbage(void **state) {
  static const char *const texts[] = {"\n", "x", "\xff\xfe", "From: \xff@x\n\n\xff\n",
      "Content-Type: text/plain; charset=nonsense\nFrom: a@x.example\n\nabc\n",
      "Content-Type: text/plain; charset=utf-8\n\n\xc3\n",
      "Content-Transfer-Encoding: base64\n\n====\n"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    struct mime_received m;
    arena_free(arena);
    arena = arena_new(32 << 20);
    enum err e = mime_read(texts[i], strlen(texts[i]), arena, &m);
    assert_true(e == OK || e == ERR_SYNTAX);
    if (!e)
      assert_true(strchr(m.text, '\xff') == NULL);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plain_mail),
      cmocka_unit_test(senders_that_are_not_clear),
      cmocka_unit_test(senders_that_are_clear),
      cmocka_unit_test(programs),
      cmocka_unit_test(the_right_part_is_read),
      cmocka_unit_test(a_report),
      cmocka_unit_test(depth),
      cmocka_unit_test(long_headers),
      cmocka_unit_test(garbage),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  arena_free(arena);
  return failed;
}
