#include "ops/fetch.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

/* Seconds for a whole transfer, so that a server that answers slowly cannot hold up the
 * diagnosis; and bytes of a body. */
enum { FETCH_SECONDS = 10, FETCH_MOST = 4 << 20 };

/* Returning fewer bytes than it got makes libcurl abort the transfer: a server must not
 * be able to fill the memory. */
static size_t fetch_receive(char *data, size_t size, size_t count, void *context) {
  struct buf *b = context;
  size_t n = size * count;
  if (b->len + n > FETCH_MOST)
    return 0;
  buf_add(b, data, n);
  return b->failed ? 0 : n;
}

static bool fetch_set_up(CURL *curl, const char *url, struct buf *body, char *error) {
  /* No other protocol than HTTP: libcurl also reads file:// and others. NOSIGNAL:
   * without it libcurl may use SIGALRM for its timeouts. */
  return curl_easy_setopt(curl, CURLOPT_URL, url) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)FETCH_SECONDS) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_USERAGENT, "pamphlet doctor") == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, fetch_receive) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_WRITEDATA, body) == CURLE_OK;
}

enum err fetch_page(const char *url, struct fetched *out, char why[FETCH_WHY]) {
  /* libcurl writes to this buffer until curl_easy_cleanup (CURLOPT_ERRORBUFFER(3)). */
  char error[CURL_ERROR_SIZE] = "", *location = NULL;
  struct fetched got = {.location = ""};
  CURL *curl = curl_easy_init();
  CURLcode result = CURLE_FAILED_INIT;
  if (curl && fetch_set_up(curl, url, &got.body, error))
    result = curl_easy_perform(curl);
  if (result == CURLE_OK) {
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got.status);
    /* libcurl does not follow redirects by default; it only tells where they lead. */
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
    /* A copy, because the string belongs to the handle. */
    snprintf(got.location, sizeof got.location, "%s", location ? location : "");
  }
  /* It ignores NULL. */
  curl_easy_cleanup(curl);
  if (result != CURLE_OK) {
    snprintf(why, FETCH_WHY, "%s", *error ? error : curl_easy_strerror(result));
    buf_free(&got.body);
    return ERR_IO;
  }
  *out = got;
  return OK;
}
