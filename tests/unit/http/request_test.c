#include "http/request.h"

#include "base/limits.h"
#include "support.h"

static struct arena *arena;
static struct channel channel;
static struct channel_memory memory;

static int set_up(void **state) {
  (void)state;
  arena = arena_new(4 << 20);
  return arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static enum err read_params(char **params, struct request *r) {
  channel_memory(&channel, params, &memory);
  return request_read(r, arena, &channel);
}

static enum err read_uri(const char *uri, struct request *r) {
  char *params[] = {arena_strdup(arena, "REQUEST_METHOD=GET"),
      arena_printf(arena, "REQUEST_URI=%s", uri), NULL};
  return read_params(params, r);
}

static enum err read_length(const char *length, struct request *r) {
  char *params[] = {arena_strdup(arena, "REQUEST_METHOD=POST"),
      arena_strdup(arena, "REQUEST_URI=/comment/"),
      arena_printf(arena, "CONTENT_LENGTH=%s", length), NULL};
  return read_params(params, r);
}

static char *repeated(const char *head, char c, size_t n) {
  char *s = malloc(strlen(head) + n + 1);
  assert_non_null(s);
  memcpy(s, head, strlen(head));
  memset(s + strlen(head), c, n);
  s[strlen(head) + n] = '\0';
  return s;
}

static void test_ordinary(void **state) {
  struct request r;
  char *params[] = {(char[]){"REQUEST_METHOD=HEAD"},
      (char[]){"REQUEST_URI=/2026/caf%C3%A9/?utm=1&a=%2F"},
      (char[]){"CONTENT_TYPE=text/plain"}, (char[]){"HTTP_IF_NONE_MATCH=\"a\""},
      (char[]){"HTTP_SEC_FETCH_SITE=none"}, (char[]){"HTTP_ORIGIN=https://x.example"},
      (char[]){"REMOTE_ADDR=192.0.2.7"}, NULL};
  (void)state;
  assert_err(read_params(params, &r), OK);
  assert_int_equal(r.method, METHOD_HEAD);
  assert_string_equal(r.raw_path, "/2026/caf%C3%A9/");
  assert_string_equal(r.path, "/2026/caf\xc3\xa9/");
  assert_string_equal(r.query, "utm=1&a=%2F");
  assert_string_equal(r.content_type, "text/plain");
  assert_string_equal(r.if_none_match, "\"a\"");
  assert_string_equal(r.sec_fetch_site, "none");
  assert_string_equal(r.origin, "https://x.example");
  assert_string_equal(r.address, "192.0.2.7");
  assert_int_equal(r.content_length, -1);
}

/* Anyone can send the header; the web server decides which proxy it trusts. */
static void test_a_forwarded_address_is_ignored(void **state) {
  struct request r;
  char uri[] = "REQUEST_URI=/", peer[] = "REMOTE_ADDR=192.0.2.7",
       forwarded[] = "HTTP_X_FORWARDED_FOR=198.51.100.1",
       standard[] = "HTTP_FORWARDED=for=198.51.100.1",
       real[] = "HTTP_X_REAL_IP=198.51.100.1",
       *params[] = {uri, forwarded, peer, standard, real, NULL};
  (void)state;
  assert_err(read_params(params, &r), OK);
  assert_string_equal(r.address, "192.0.2.7");
}

/* The strings must not point into the channel's memory, which is freed with the
 * connection. */
static void test_strings_are_copies(void **state) {
  struct request r;
  char uri[] = "REQUEST_URI=/a/?q", type[] = "CONTENT_TYPE=t",
       *params[] = {uri, type, NULL};
  (void)state;
  assert_err(read_params(params, &r), OK);
  memset(uri, 'x', sizeof uri - 1);
  memset(type, 'x', sizeof type - 1);
  assert_string_equal(r.path, "/a/");
  assert_string_equal(r.query, "q");
  assert_string_equal(r.content_type, "t");
}

static void test_methods(void **state) {
  static const struct {
    const char *name;
    enum method method;
  } rows[] = {{"GET", METHOD_GET}, {"HEAD", METHOD_HEAD}, {"POST", METHOD_POST},
      {"get", METHOD_OTHER}, {"PUT", METHOD_OTHER}, {"", METHOD_OTHER},
      {"POST ", METHOD_OTHER}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct request r;
    char *params[] = {arena_printf(arena, "REQUEST_METHOD=%s", rows[i].name),
        (char[]){"REQUEST_URI=/"}, NULL};
    assert_err(read_params(params, &r), OK);
    assert_int_equal(r.method, rows[i].method);
  }
}

static void test_malformed_paths(void **state) {
  static const char *const bad[] = {"/a%", "/a%4", "/%zz", "/%4g", "/a%00b", "/%0a",
      "/a%0d%0ab", "/%7f", "/%c2%85", "/a%2fb", "/a%2Fb", "/a%5cb", "/a\\b", "/%ff",
      "/%c0%af", "/%ed%a0%80", "/%f4%90%80%80", "/%e2%82", "/\x01", "/a\tb", "/..",
      "/../etc", "/a/..", "/a/../b", "/a/./b", "/.", "/%2e%2e/a", "/a/%2E./", "*", "a",
      "a/b", "?a", "ftp://h/x", "*?http://h/x", "x?://h/x"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct request r;
    enum err e = read_uri(bad[i], &r);
    if (e != ERR_SYNTAX)
      fail_msg("%s: %s", bad[i], err_name(e));
    /* The error page is rendered from these. */
    assert_string_equal(r.path, "/");
    assert_string_equal(r.query, "");
    assert_int_equal(r.method, METHOD_GET);
  }
}

static void test_targets(void **state) {
  static const struct {
    const char *uri, *raw, *path, *query;
  } rows[] = {
      {"/", "/", "/", ""},
      {"/?", "/", "/", ""},
      {"/?a?b", "/", "/", "a?b"},
      {"//a/", "//a/", "//a/", ""},
      {"/...", "/...", "/...", ""},
      {"/.well-known/x", "/.well-known/x", "/.well-known/x", ""},
      {"/a+b", "/a+b", "/a+b", ""},
      {"/%2541", "/%2541", "/%41", ""},
      {"/x?u=http://h/y", "/x", "/x", "u=http://h/y"},
      {"/http://h/y", "/http://h/y", "/http://h/y", ""},
      {"http://h/a/?b", "/a/", "/a/", "b"},
      {"HTTPS://h:8080/a", "/a", "/a", ""},
      {"http://h", "/", "/", ""},
      {"http://h?a=/b", "/", "/", "a=/b"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct request r;
    assert_err(read_uri(rows[i].uri, &r), OK);
    assert_string_equal(r.raw_path, rows[i].raw);
    assert_string_equal(r.path, rows[i].path);
    assert_string_equal(r.query, rows[i].query);
  }
}

static void test_without_request_uri(void **state) {
  struct request r;
  char *params[] = {(char[]){"SCRIPT_NAME=/blog"},
      (char[]){"PATH_INFO=/%41 \xc3\xa9?/"}, (char[]){"QUERY_STRING=a=%41"},
      (char[]){"REQUEST_URI="}, NULL};
  (void)state;
  assert_err(read_params(params, &r), OK);
  assert_string_equal(r.raw_path, "/blog/%2541%20%C3%A9%3F/");
  assert_string_equal(r.path, "/blog/%41 \xc3\xa9?/");
  assert_string_equal(r.query, "a=%41");
  char *none[] = {(char[]){"REQUEST_METHOD=GET"}, NULL};
  assert_err(read_params(none, &r), ERR_SYNTAX);
  char *control[] = {(char[]){"PATH_INFO=/a\nb"}, NULL};
  assert_err(read_params(control, &r), ERR_SYNTAX);
}

static void test_path_limit(void **state) {
  struct request r;
  (void)state;
  for (int off = -1; off <= 1; off++) {
    int bytes = LIMIT_PATH - 1 + off;
    char *uri = repeated("/", 'a', (size_t)bytes);
    assert_err(read_uri(uri, &r), off > 0 ? ERR_URI_TOO_LONG : OK);
    if (off <= 0)
      assert_int_equal(strlen(r.path), LIMIT_PATH + off);
    free(uri);
  }
}

static void test_query_limit(void **state) {
  struct request r;
  (void)state;
  for (int off = -1; off <= 1; off++) {
    int bytes = LIMIT_QUERY + off;
    char *uri = repeated("/?", 'a', (size_t)bytes);
    assert_err(read_uri(uri, &r), off > 0 ? ERR_URI_TOO_LONG : OK);
    if (off <= 0)
      assert_int_equal(strlen(r.query), LIMIT_QUERY + off);
    free(uri);
  }
}

static void test_params_limit(void **state) {
  struct request r;
  (void)state;
  for (int off = -1; off <= 1; off++) {
    char uri[] = "REQUEST_URI=/", head[] = "HTTP_X=";
    char *big =
        repeated(head, 'a', LIMIT_PARAMS - strlen(uri) - strlen(head) + (size_t)off);
    char *params[] = {uri, big, NULL};
    assert_err(read_params(params, &r), off > 0 ? ERR_TOO_LARGE : OK);
    free(big);
  }
}

static void test_odd_variables(void **state) {
  struct request r;
  char *params[] = {(char[]){"REQUEST_URI=/a/"}, (char[]){"REQUEST_URI"}, (char[]){""},
      (char[]){"=x"}, (char[]){"REQUEST_URIX=/b/"}, (char[]){"request_uri=/c/"},
      (char[]){"HTTP_PROXY=http://evil.example"}, (char[]){"CONTENT_LENGTH"}, NULL};
  (void)state;
  assert_err(read_params(params, &r), OK);
  assert_string_equal(r.path, "/a/");
  assert_int_equal(r.content_length, -1);
  assert_null(getenv("HTTP_PROXY"));
  assert_err(read_params(NULL, &r), ERR_SYNTAX);
}

static void test_content_length(void **state) {
  static const struct {
    const char *text;
    enum err e;
    int64_t length;
  } rows[] = {{"", OK, -1}, {"0", OK, 0}, {"17", OK, 17}, {"007", OK, 7},
      {"-1", ERR_SYNTAX, 0}, {"+5", ERR_SYNTAX, 0}, {" 5", ERR_SYNTAX, 0},
      {"5 ", ERR_SYNTAX, 0}, {"1e9", ERR_SYNTAX, 0}, {"0x10", ERR_SYNTAX, 0},
      {"5, 5", ERR_SYNTAX, 0}, {"5.0", ERR_SYNTAX, 0}, {"2147483648", OK, 2147483648},
      {"4294967296", OK, 4294967296}, {"9223372036854775808", ERR_TOO_LARGE, 0},
      {"18446744073709551616", ERR_TOO_LARGE, 0},
      {"18446744073709551621", ERR_TOO_LARGE, 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct request r;
    assert_err(read_length(rows[i].text, &r), rows[i].e);
    if (rows[i].e)
      assert_int_equal(r.content_length, -1);
    else
      assert_int_equal(r.content_length, rows[i].length);
    if (!rows[i].e && rows[i].length > LIMIT_BODY)
      assert_err(request_read_body(&r, LIMIT_BODY), ERR_TOO_LARGE);
  }
}

static void test_two_content_lengths(void **state) {
  struct request r;
  char *differ[] = {(char[]){"REQUEST_URI=/"}, (char[]){"CONTENT_LENGTH=5"},
      (char[]){"CONTENT_LENGTH=6"}, NULL};
  char *same[] = {(char[]){"REQUEST_URI=/"}, (char[]){"CONTENT_LENGTH=5"},
      (char[]){"CONTENT_LENGTH=5"}, NULL};
  (void)state;
  assert_err(read_params(differ, &r), ERR_SYNTAX);
  assert_err(read_params(same, &r), OK);
  assert_int_equal(r.content_length, 5);
}

static enum err read_body(
    const char *input, const char *length, size_t cap, struct request *r) {
  assert_err(read_length(length, r), OK);
  memory.input = input;
  memory.left = strlen(input);
  return request_read_body(r, cap);
}

static void test_body(void **state) {
  struct request r;
  (void)state;
  assert_err(read_body("hello", "5", 5, &r), OK);
  assert_int_equal(r.body_size, 5);
  assert_string_equal(r.body, "hello");
  assert_err(read_body("", "0", 5, &r), OK);
  assert_int_equal(r.body_size, 0);
  assert_err(read_body("hell", "5", 5, &r), ERR_SYNTAX);
  assert_err(read_body("hello!", "5", 5, &r), ERR_SYNTAX);
  assert_int_equal(r.body_size, 0);
  assert_err(read_body("hello", "", 5, &r), ERR_SYNTAX);
}

static void test_body_over_cap_is_not_read(void **state) {
  struct request r;
  (void)state;
  assert_err(read_body("hello!", "6", 5, &r), ERR_TOO_LARGE);
  assert_int_equal(memory.left, 6);
}

static long fail_read(struct channel *c, void *data, size_t size) {
  (void)c, (void)data, (void)size;
  return -1;
}

static void test_body_read_failure(void **state) {
  struct request r;
  (void)state;
  assert_err(read_length("5", &r), OK);
  channel.read = fail_read;
  assert_err(request_read_body(&r, 5), ERR_SYNTAX);
}

static void test_body_out_of_memory(void **state) {
  struct request r;
  char *params[] = {(char[]){"REQUEST_URI=/"}, (char[]){"CONTENT_LENGTH=200000"}, NULL};
  struct arena *small = arena_new(100000), *tiny = arena_new(1);
  (void)state;
  channel_memory(&channel, params, &memory);
  assert_err(request_read(&r, tiny, &channel), ERR_NOMEM);
  assert_err(request_read(&r, small, &channel), OK);
  assert_err(request_read_body(&r, LIMIT_BODY), ERR_NOMEM);
  arena_free(small);
  arena_free(tiny);
}

static void test_addresses(void **state) {
  static const char *const rows[][2] = {{"192.0.2.7", "192.0.2.7"},
      {"2001:db8::1", "2001:db8::1"}, {"::ffff:192.0.2.7", "192.0.2.7"},
      {"::FFFF:192.0.2.7", "192.0.2.7"}, {"::ffff:x", ""}, {"unix:", ""}, {"", ""},
      {"192.0.2.7, 10.0.0.1", ""}, {"192.0.2.7:80", ""}, {"localhost", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct request r;
    char *params[] = {(char[]){"REQUEST_URI=/"},
        arena_printf(arena, "REMOTE_ADDR=%s", rows[i][0]), NULL};
    assert_err(read_params(params, &r), OK);
    assert_string_equal(r.address, rows[i][1]);
  }
}

/* The ID of a request that has these two variables. */
static const char *read_id(const char *given, const char *header) {
  struct request r;
  char *params[] = {arena_strdup(arena, "REQUEST_METHOD=GET"),
      arena_strdup(arena, "REQUEST_URI=/"),
      arena_printf(arena, "HTTP_X_REQUEST_ID=%s", header),
      arena_printf(arena, "REQUEST_ID=%s", given), NULL};
  assert_err(read_params(params, &r), OK);
  return r.id;
}

static void test_request_ids(void **state) {
  char *longest = repeated("", 'a', LIMIT_REQUEST_ID),
       *longer = repeated("a", 'a', LIMIT_REQUEST_ID);
  const char *const refused[] = {"", "a b", "a\n", "\xc3\xa9", "\x7f", longer};
  (void)state;
  assert_string_equal(read_id("", ""), "");
  assert_string_equal(read_id("4f1c~!", ""), "4f1c~!");
  assert_string_equal(read_id("", "f-1"), "f-1");
  /* Anybody can send the header. */
  assert_string_equal(read_id("own", "of the client"), "own");
  assert_string_equal(read_id(longest, ""), longest);
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    assert_string_equal(read_id(refused[i], refused[i]), "");
    assert_string_equal(read_id(refused[i], "f-1"), "f-1");
  }
  free(longest);
  free(longer);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {T(test_ordinary),
      T(test_a_forwarded_address_is_ignored), T(test_strings_are_copies),
      T(test_methods), T(test_malformed_paths), T(test_targets),
      T(test_without_request_uri), T(test_path_limit), T(test_query_limit),
      T(test_params_limit), T(test_odd_variables), T(test_content_length),
      T(test_two_content_lengths), T(test_body), T(test_body_over_cap_is_not_read),
      T(test_body_read_failure), T(test_body_out_of_memory), T(test_addresses),
      T(test_request_ids)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
