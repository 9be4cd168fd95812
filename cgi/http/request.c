#include "http/request.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/network.h"
#include "base/percent.h"
#include "base/utf8.h"

/* The CGI variables that are read. No other variable ever is, so that a header such as
 * "Proxy:" cannot become an environment variable with a meaning (httpoxy). */
enum variable {
  REQUEST_METHOD,
  REQUEST_URI,
  SCRIPT_NAME,
  PATH_INFO,
  QUERY_STRING,
  CONTENT_TYPE,
  CONTENT_LENGTH,
  HTTP_IF_NONE_MATCH,
  HTTP_ACCEPT_ENCODING,
  HTTP_SEC_FETCH_SITE,
  HTTP_ORIGIN,
  HTTP_X_FORWARDED_FOR,
  REMOTE_ADDR,
  REQUEST_ID,
  HTTP_X_REQUEST_ID,
  VARIABLES
};

#define NAME(text)                                                                     \
  { text, sizeof(text) - 1 }

/* In the order of enum variable. */
static const struct request_name {
  const char *text;
  size_t len;
} names[VARIABLES] = {NAME("REQUEST_METHOD"), NAME("REQUEST_URI"), NAME("SCRIPT_NAME"),
    NAME("PATH_INFO"), NAME("QUERY_STRING"), NAME("CONTENT_TYPE"),
    NAME("CONTENT_LENGTH"), NAME("HTTP_IF_NONE_MATCH"), NAME("HTTP_ACCEPT_ENCODING"),
    NAME("HTTP_SEC_FETCH_SITE"), NAME("HTTP_ORIGIN"), NAME("HTTP_X_FORWARDED_FOR"),
    NAME("REMOTE_ADDR"), NAME("REQUEST_ID"), NAME("HTTP_X_REQUEST_ID")};

static enum err request_read_variables(char **params, const char *values[VARIABLES]) {
  size_t total = 0;
  for (int v = 0; v < VARIABLES; v++)
    values[v] = "";
  for (; params && *params; params++) {
    const char *equals = strchr(*params, '=');
    /* Variables that nobody reads count as well: they occupy the same memory. */
    total += strlen(*params);
    if (total > LIMIT_PARAMS)
      return ERR_TOO_LARGE;
    if (!equals)
      continue;
    size_t n = (size_t)(equals - *params);
    for (int v = 0; v < VARIABLES; v++) {
      if (names[v].len != n || memcmp(names[v].text, *params, n) != 0)
        continue;
      /* With two lengths, two programs would disagree about where the body ends. */
      if (v == CONTENT_LENGTH && *values[v] && strcmp(values[v], equals + 1) != 0)
        return ERR_SYNTAX;
      values[v] = equals + 1;
    }
  }
  return OK;
}

/* Methods are case-sensitive (RFC 9110 section 9.1): "get" is another one, which no
 * route allows. */
static enum method request_method_of(const char *name) {
  if (strcmp(name, "GET") == 0)
    return METHOD_GET;
  if (strcmp(name, "HEAD") == 0)
    return METHOD_HEAD;
  return strcmp(name, "POST") == 0 ? METHOD_POST : METHOD_OTHER;
}

enum err request_decode(
    struct arena *a, const char *s, size_t n, enum request_part part, char **out) {
  /* Decoding only makes a text shorter. */
  char *text = arena_alloc(a, n + 1), *to = text;
  if (!text)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++) {
    if (s[i] == '%') {
      int high = n - i > 2 ? percent_digit(s[i + 1]) : -1;
      int low = n - i > 2 ? percent_digit(s[i + 2]) : -1;
      if (high < 0 || low < 0)
        return ERR_SYNTAX;
      *to++ = (char)(high * 16 + low);
      i += 2;
    } else {
      *to = s[i];
      if (part != REQUEST_PATH && *to == '+')
        *to = ' ';
      to++;
    }
  }
  size_t len = (size_t)(to - text);
  /* Forms send lines that end with CR and LF. After this, no CR is left, which
   * utf8_check would reject. */
  if (part != REQUEST_PATH)
    len = utf8_unify_newlines(text, len);
  /* Text pasted from a PDF or a terminal contains control characters that its author
   * does not see and so could not remove. */
  if (part == REQUEST_FORM_VALUE)
    len = utf8_drop_controls(text, len);
  /* NUL is refused too: C functions would take the path or name to end there. */
  if (utf8_check(text, len, part == REQUEST_PATH ? UTF8_ONE_LINE : UTF8_MULTI_LINE))
    return ERR_SYNTAX;
  *out = text;
  return OK;
}

/* An encoded slash or a backslash would split the path into other components here than
 * in the web server. Browsers and web servers remove dot segments, so an honest request
 * contains none. */
static int request_path_is_hostile(const char *raw, const char *path) {
  for (const char *s = raw; (s = strchr(s, '%')) != NULL; s++)
    if (strncmp(s, "%2f", 3) == 0 || strncmp(s, "%2F", 3) == 0)
      return 1;
  for (const char *s = path; *s; s++) {
    if (*s == '\\')
      return 1;
    if (*s == '/' && s[1] == '.' &&
        (!s[2] || s[2] == '/' || (s[2] == '.' && (!s[3] || s[3] == '/'))))
      return 1;
  }
  return 0;
}

/* For servers that do not pass REQUEST_URI. SCRIPT_NAME and PATH_INFO arrive decoded
 * (RFC 3875 sections 4.1.5 and 4.1.13). They are encoded again, because decoding them
 * twice would turn "%2541", an encoded percent sign, into another path. */
static const char *request_rebuild_target(
    struct arena *a, const char *values[VARIABLES]) {
  const char *decoded = arena_printf(a, "%s%s", values[SCRIPT_NAME], values[PATH_INFO]);
  const char *path = decoded ? percent_encode(a, decoded) : NULL;
  if (!path)
    return NULL;
  return arena_printf(
      a, "%s%s%s", path, *values[QUERY_STRING] ? "?" : "", values[QUERY_STRING]);
}

/* Skips scheme and authority of an absolute-form target (RFC 9112 section 3.2.2). */
static const char *request_skip_authority(const char *uri) {
  size_t n = strncasecmp(uri, "http://", 7) == 0    ? 7
             : strncasecmp(uri, "https://", 8) == 0 ? 8
                                                    : 0;
  return n ? uri + n + strcspn(uri + n, "/?") : uri;
}

static enum err request_read_target(struct request *r, const char *values[VARIABLES]) {
  const char *given = values[REQUEST_URI];
  if (!*given)
    given = request_rebuild_target(r->arena, values);
  if (!given)
    return ERR_NOMEM;
  const char *uri = request_skip_authority(given);
  size_t n = strcspn(uri, "?");
  const char *query = uri[n] ? uri + n + 1 : "";
  if (n > LIMIT_PATH || strlen(query) > LIMIT_QUERY)
    return ERR_URI_TOO_LONG;
  /* "http://example.org" without a slash has the path "/" (RFC 9110 section 4.2.3). */
  bool rootless = uri != given && n == 0;
  char *raw = rootless ? arena_strdup(r->arena, "/") : arena_strndup(r->arena, uri, n);
  char *query_copy = arena_strdup(r->arena, query), *path = NULL;
  if (!raw || !query_copy)
    return ERR_NOMEM;
  enum err e = *raw == '/'
                   ? request_decode(r->arena, raw, strlen(raw), REQUEST_PATH, &path)
                   : ERR_SYNTAX;
  if (!e && request_path_is_hostile(raw, path))
    e = ERR_SYNTAX;
  if (e)
    return e;
  r->raw_path = raw;
  r->path = path;
  r->query = query_copy;
  return OK;
}

/* Digits only (RFC 9110 section 8.6): strtoll would accept "-1", "+5" and " 7", each of
 * which was an exploit somewhere. */
static enum err request_read_length(const char *s, int64_t *out) {
  int64_t n = 0;
  if (!*s) {
    *out = -1;
    return OK;
  }
  for (; *s; s++) {
    if (!isdigit((unsigned char)*s))
      return ERR_SYNTAX;
    if (n > (INT64_MAX - 9) / 10)
      return ERR_TOO_LARGE;
    n = n * 10 + (*s - '0');
  }
  *out = n;
  return OK;
}

/* An address in the form in which it is compared and hashed. IPv4-mapped IPv6
 * addresses, which web servers with one socket for both report, become IPv4. Anything
 * but an IP address becomes "". */
static const char *request_plain_address(const char *s) {
  struct network_address a;
  static const char mapped[] = "::ffff:";
  if (!network_address_read(s, &a))
    return "";
  /* The text of such an address has the IPv4 one in it only if written with dots. */
  bool is_mapped = strncasecmp(s, mapped, strlen(mapped)) == 0 && strchr(s, '.');
  return is_mapped && network_address_is_ipv4(&a) ? s + strlen(mapped) : s;
}

/* Whether it can be shown and logged as it is. Without spaces, somebody who quotes it
 * sees where it ends. */
static bool request_is_id(const char *s) {
  size_t n = 0;
  while (s[n] > ' ' && s[n] <= '~')
    n++;
  return n && n <= LIMIT_REQUEST_ID && !s[n];
}

/* The web server's own comes first: the header may be the client's. */
static const char *request_choose_id(const char *values[VARIABLES]) {
  if (request_is_id(values[REQUEST_ID]))
    return values[REQUEST_ID];
  return request_is_id(values[HTTP_X_REQUEST_ID]) ? values[HTTP_X_REQUEST_ID] : "";
}

enum err request_read(struct request *out, struct arena *a, struct channel *c) {
  const char *values[VARIABLES];
  /* All fields are set before anything can fail, because the error page reads the
   * request too. */
  *out = (struct request){.arena = a,
      .channel = c,
      .raw_path = "/",
      .path = "/",
      .query = "",
      .content_type = "",
      .if_none_match = "",
      .accept_encoding = "",
      .sec_fetch_site = "",
      .origin = "",
      .forwarded = "",
      .address = "",
      .id = "",
      .body = "",
      .content_length = -1,
      .method = METHOD_OTHER};
  /* The method is set before the error is returned: the response to HEAD must not have
   * a body, even if it is an error page. */
  enum err e = request_read_variables(c->params, values);
  out->method = request_method_of(values[REQUEST_METHOD]);
  if (e)
    return e;
  values[REMOTE_ADDR] = request_plain_address(values[REMOTE_ADDR]);
  values[REQUEST_ID] = request_choose_id(values);
  const char **fields[] = {&out->content_type, &out->if_none_match,
      &out->accept_encoding, &out->sec_fetch_site, &out->origin, &out->forwarded,
      &out->address, &out->id};
  const enum variable sources[] = {CONTENT_TYPE, HTTP_IF_NONE_MATCH,
      HTTP_ACCEPT_ENCODING, HTTP_SEC_FETCH_SITE, HTTP_ORIGIN, HTTP_X_FORWARDED_FOR,
      REMOTE_ADDR, REQUEST_ID};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (!(*fields[i] = arena_strdup(a, values[sources[i]])))
      return ERR_NOMEM;
  e = request_read_target(out, values);
  return e ? e : request_read_length(values[CONTENT_LENGTH], &out->content_length);
}

enum err request_read_body(struct request *r, size_t cap) {
  /* A body without a length is refused, because plain CGI cannot tell where it ends. */
  if (r->content_length < 0)
    return ERR_SYNTAX;
  if ((uint64_t)r->content_length > cap)
    return ERR_TOO_LARGE;
  /* One byte more than the length, so that the body ends with NUL. It may contain
   * others: use body_size. */
  size_t want = (size_t)r->content_length, have = 0;
  char *body = arena_alloc(r->arena, want + 1), extra;
  if (!body)
    return ERR_NOMEM;
  while (have < want) {
    long n = r->channel->read(r->channel, body + have, want - have);
    /* The client closed the connection early. A truncated comment must not be saved. */
    if (n <= 0)
      return ERR_SYNTAX;
    have += (size_t)n;
  }
  /* Bytes after the announced length do not belong to the request. Plain CGI is not
   * checked: its standard input may stay open, and reading would wait. */
  if (r->channel->context && r->channel->read(r->channel, &extra, 1) > 0)
    return ERR_SYNTAX;
  r->body = body;
  r->body_size = want;
  return OK;
}
