#include "net/net_fetch.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "net/net_guard.h"

enum { SECONDS = 20, REDIRECTS = 5, MOST = 1 << 20, MOST_LINKS = 16 << 10 };

struct net_fetch_run {
  const struct net_fetch *query;
  struct net_fetched *out;
  struct net_guard guard;
  bool too_large;
};

/* Fewer bytes than it got make libcurl end the transfer. */
static size_t net_fetch_take(char *data, size_t size, size_t count, void *context) {
  struct net_fetch_run *run = context;
  size_t n = size * count;
  run->too_large = run->out->body.len + n > MOST;
  if (run->too_large)
    return 0;
  buf_add(&run->out->body, data, n);
  return run->out->body.failed ? 0 : n;
}

static size_t net_fetch_take_header(
    char *data, size_t size, size_t count, void *context) {
  static const char name[] = "Link:";
  struct net_fetch_run *run = context;
  struct buf *links = &run->out->links;
  size_t n = size * count;
  /* Those of a redirect are not those of the page. */
  if (n >= 5 && strncmp(data, "HTTP/", 5) == 0)
    buf_clear(links);
  if (n <= strlen(name) || strncasecmp(data, name, strlen(name)) != 0 ||
      links->len + n > MOST_LINKS)
    return n;
  size_t end = n;
  while (end && (data[end - 1] == '\n' || data[end - 1] == '\r'))
    end--;
  buf_add(links, data + strlen(name), end - strlen(name));
  buf_puts(links, "\n");
  return n;
}

/* No proxy of the environment: it would connect to what must not be reached. NOSIGNAL:
 * without it libcurl may use SIGALRM. Nothing is unpacked, because a small body can
 * become a large one. */
static bool net_fetch_set_up(CURL *curl, struct net_fetch_run *run, char *error) {
  const struct net_fetch *q = run->query;
  bool ok =
      curl_easy_setopt(curl, CURLOPT_URL, q->url) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, q->form ? 0L : 1L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SECONDS) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)MOST) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_USERAGENT, "Pamphlet (Webmention)") == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, net_guard_open) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &run->guard) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, net_fetch_take_header) ==
          CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_HEADERDATA, run) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, net_fetch_take) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_WRITEDATA, run) == CURLE_OK &&
      curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error) == CURLE_OK;
  if (ok && q->form)
    ok = curl_easy_setopt(curl, CURLOPT_POSTFIELDS, q->form) == CURLE_OK;
  return ok;
}

static void net_fetch_note(CURL *curl, struct net_fetched *out) {
  char *url = NULL;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->status);
  curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &url);
  snprintf(out->url, sizeof out->url, "%s", url ? url : "");
}

static const char *net_fetch_explain(
    const struct net_fetch_run *run, CURLcode result, const char *error) {
  if (run->guard.denied)
    return "the address is not a public one, or the port not one of web servers";
  if (run->too_large || result == CURLE_FILESIZE_EXCEEDED)
    return "the page is larger than 1 MiB";
  return *error ? error : curl_easy_strerror(result);
}

enum err net_fetch(
    const struct net_fetch *q, struct net_fetched *out, char why[NET_FETCH_WHY]) {
  /* libcurl writes to this buffer until curl_easy_cleanup (CURLOPT_ERRORBUFFER(3)). */
  char error[CURL_ERROR_SIZE] = "";
  struct net_fetched got = {.status = 0};
  struct net_fetch_run run = {q, &got, {q->also, false}, false};
  CURLcode result = CURLE_FAILED_INIT;
  CURL *curl = curl_easy_init();
  if (curl && net_fetch_set_up(curl, &run, error))
    result = curl_easy_perform(curl);
  if (result == CURLE_OK)
    net_fetch_note(curl, &got);
  /* It ignores NULL. */
  curl_easy_cleanup(curl);
  if (result == CURLE_OK && !got.links.failed) {
    *out = got;
    return OK;
  }
  snprintf(why, NET_FETCH_WHY, "%s", net_fetch_explain(&run, result, error));
  buf_free(&got.body);
  buf_free(&got.links);
  return run.guard.denied ? ERR_DENIED : ERR_IO;
}

enum err net_fetch_resolve(const char *base, const char *link, struct buf *out) {
  char *text = NULL, *scheme = NULL;
  CURLU *url = curl_url();
  if (!url)
    return ERR_NOMEM;
  CURLUcode result = curl_url_set(url, CURLUPART_URL, base, 0);
  /* libcurl takes an empty link for the root; it is the page itself (RFC 3986 section
   * 5.2.2). */
  if (!result && *link)
    result = curl_url_set(url, CURLUPART_URL, link, CURLU_URLENCODE);
  if (!result)
    result = curl_url_get(url, CURLUPART_SCHEME, &scheme, 0);
  if (!result)
    result = curl_url_get(url, CURLUPART_URL, &text, 0);
  bool web = scheme && (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
  if (!result && web)
    buf_puts(out, text);
  curl_free(text);
  curl_free(scheme);
  curl_url_cleanup(url);
  if (result == CURLUE_OUT_OF_MEMORY)
    return ERR_NOMEM;
  return result || !web ? ERR_INVALID : buf_status(out);
}

enum err net_fetch_form(struct buf *out, const char *name, const char *value) {
  char *encoded = curl_easy_escape(NULL, value, 0);
  if (!encoded)
    return ERR_NOMEM;
  buf_puts(out, out->len ? "&" : "");
  buf_puts(out, name);
  buf_puts(out, "=");
  buf_puts(out, encoded);
  curl_free(encoded);
  return buf_status(out);
}
