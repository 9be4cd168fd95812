#include "http/response.h"

#include "support.h"

static struct channel_memory memory;
static struct channel channel;

static int set_up(void **state) {
  (void)state;
  memory = (struct channel_memory){.input = ""};
  channel_memory(&channel, NULL, &memory);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&memory.output);
  return 0;
}

static const char *sent(void) {
  return buf_text(&memory.output);
}

/* Asserts that the head has the line once. */
static void assert_line(const char *line) {
  const char *at = strstr(sent(), line), *end = strstr(sent(), "\r\n\r\n");
  if (!at || !end || at > end || memcmp(at + strlen(line), "\r\n", 2) != 0) {
    fail_msg("no line \"%s\" in:\n%s", line, sent());
    return;
  }
  assert_null(strstr(at + 1, line));
}

static const char *body(void) {
  const char *end = strstr(sent(), "\r\n\r\n");
  assert_non_null(end);
  return end + 4;
}

static void test_page(void **state) {
  struct response r = {.status = 200, .cache = RESPONSE_PUBLIC};
  (void)state;
  buf_puts(&r.body, "<p>hello");
  assert_err(response_header(&r, "ETag", "\"1-2\""), OK);
  assert_err(response_send(&channel, &r, false), OK);
  assert_memory_equal(sent(), "Status: 200 OK\r\n", 16);
  assert_line("Content-Type: text/html; charset=utf-8");
  assert_line("Content-Length: 8");
  assert_line("Cache-Control: public, max-age=0, must-revalidate");
  assert_line("ETag: \"1-2\"");
  assert_string_equal(body(), "<p>hello");
  response_free(&r);
}

static void test_head_differs_by_the_body_only(void **state) {
  struct response r = {.status = 200, .type = "text/css"};
  (void)state;
  buf_puts(&r.body, "body");
  assert_err(response_send(&channel, &r, false), OK);
  size_t head = memory.output.len - 4;
  char *with_body = support_take(&memory.output);
  assert_err(response_send(&channel, &r, true), OK);
  assert_int_equal(memory.output.len, head);
  assert_memory_equal(sent(), with_body, head);
  assert_line("Content-Length: 4");
  free(with_body);
  response_free(&r);
}

static void test_not_modified(void **state) {
  struct response r = {.status = 304, .cache = RESPONSE_PUBLIC};
  (void)state;
  buf_puts(&r.body, "never sent");
  assert_err(response_send(&channel, &r, false), OK);
  assert_memory_equal(sent(), "Status: 304 Not Modified\r\n", 26);
  assert_null(strstr(sent(), "\r\nContent-Length"));
  assert_null(strstr(sent(), "\r\nContent-Type"));
  assert_line("Cache-Control: public, max-age=0, must-revalidate");
  assert_string_equal(body(), "");
  response_free(&r);
}

static void test_cache_kinds(void **state) {
  struct response r = {.status = 200, .cache = RESPONSE_IMMUTABLE},
                  zero = {.status = 404};
  (void)state;
  assert_err(response_send(&channel, &r, false), OK);
  assert_line("Cache-Control: public, max-age=31536000, immutable");
  buf_clear(&memory.output);
  assert_err(response_send(&channel, &zero, false), OK);
  assert_line("Cache-Control: no-store");
}

static void test_security_headers_on_every_answer(void **state) {
  static const int statuses[] = {200, 303, 304, 404, 500};
  (void)state;
  for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
    struct response r = {.status = statuses[i]};
    buf_clear(&memory.output);
    assert_err(response_send(&channel, &r, i % 2), OK);
    assert_line("Content-Security-Policy: default-src 'none'; style-src 'self'; "
                "script-src 'self'; img-src 'self' https: data:; media-src 'self' "
                "https:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'");
    assert_line("X-Content-Type-Options: nosniff");
    assert_line("Referrer-Policy: same-origin");
    assert_line("Cross-Origin-Opener-Policy: same-origin");
    assert_line("Cross-Origin-Resource-Policy: same-origin");
    assert_non_null(strstr(sent(), "\r\nPermissions-Policy: "));
    for (const char *const *line = response_security; *line; line++)
      assert_line(*line);
    assert_null(strstr(sent(), "Set-Cookie"));
  }
}

static void test_header_injection(void **state) {
  static const char *const bad[] = {"a\r\nSet-Cookie: x", "a\nb", "a\rb", "\n", "a\tb",
      "\x01", "\x7f", "caf\xc3\xa9", "\xff"};
  struct response r = {.status = 303};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_err(response_header(&r, "Location", bad[i]), ERR_INVALID);
    assert_int_equal(r.headers.len, 0);
  }
  assert_err(response_header(&r, "Location", "/a/?held=1-2_~#comment-7"), OK);
  assert_err(response_send(&channel, &r, false), OK);
  assert_line("Location: /a/?held=1-2_~#comment-7");
  assert_line("Content-Length: 0");
  response_free(&r);
}

static void test_body_with_nul(void **state) {
  struct response r = {.status = 200, .type = "image/png"};
  (void)state;
  buf_add(&r.body, "a\0b", 3);
  assert_err(response_send(&channel, &r, false), OK);
  assert_line("Content-Length: 3");
  assert_memory_equal(memory.output.data + memory.output.len - 3, "a\0b", 3);
  response_free(&r);
}

static void fill(struct buf *b, size_t size) {
  buf_clear(b);
  while (b->len < size)
    buf_putc(b, (char)('a' + b->len % 7));
}

static void test_a_text_is_compressed(void **state) {
  static const char *const texts[] = {
      NULL, "text/plain", "application/xml", "application/feed+json"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    struct response r = {.status = 200, .type = texts[i]};
    struct buf back = {0};
    fill(&r.body, 2000);
    char *plain = strdup(buf_text(&r.body));
    assert_err(response_compress(&r, "br, gzip"), OK);
    assert_true(r.body.len < 200);
    assert_true(support_gunzip(&r.body, &back));
    assert_string_equal(buf_text(&back), plain);
    buf_clear(&memory.output);
    assert_err(response_send(&channel, &r, false), OK);
    assert_line("Vary: Accept-Encoding");
    assert_line("Content-Encoding: gzip");
    free(plain);
    buf_free(&back);
    response_free(&r);
  }
}

/* Those that vary say so all the same. */
static void test_what_is_not_compressed(void **state) {
  static const struct {
    int status;
    const char *type, *header, *accepts;
    size_t size;
    bool varies;
  } rows[] = {{200, "image/png", NULL, "gzip", 2000, false},
      {200, NULL, "Vary", "gzip", 2000, false}, {200, NULL, NULL, "gzip", 999, true},
      {200, NULL, NULL, "br", 2000, true}, {200, NULL, NULL, "", 2000, true},
      {200, NULL, NULL, "gzip;q=0", 2000, true}, {503, NULL, NULL, "gzip", 2000, true},
      {304, NULL, NULL, "gzip", 0, true}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct response r = {.status = rows[i].status, .type = rows[i].type};
    fill(&r.body, rows[i].size);
    if (rows[i].header)
      assert_err(response_header(&r, rows[i].header, "Accept-Encoding"), OK);
    size_t headers = r.headers.len;
    assert_err(response_compress(&r, rows[i].accepts), OK);
    assert_int_equal(r.body.len, rows[i].size);
    assert_int_equal(strstr(buf_text(&r.headers), "Content-Encoding") != NULL, false);
    assert_int_equal(r.headers.len > headers, rows[i].varies);
    response_free(&r);
  }
}

static enum err gone(struct channel *c, const void *data, size_t size) {
  (void)c, (void)data, (void)size;
  return ERR_IO;
}

static void test_reader_gone(void **state) {
  struct response r = {.status = 200};
  (void)state;
  channel.write = gone;
  assert_err(response_send(&channel, &r, false), ERR_IO);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {T(test_page),
      T(test_head_differs_by_the_body_only), T(test_not_modified), T(test_cache_kinds),
      T(test_security_headers_on_every_answer), T(test_header_injection),
      T(test_body_with_nul), T(test_a_text_is_compressed),
      T(test_what_is_not_compressed), T(test_reader_gone)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
