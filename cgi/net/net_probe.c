/* HEAD costs a server least, but some do not know it, or answer it in another way than
 * GET. Only GET says that something is missing; its body is not read. */
#include "net/net_probe.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum {
  NET_PROBE_HOPS = 10,   /* redirects that are followed; browsers take 20 */
  NET_PROBE_CONNECT = 10 /* seconds */
};

/* Fewer bytes than it got make libcurl end the transfer: the status is known. */
static size_t net_probe_take(char *data, size_t size, size_t count, void *context) {
  struct net_probe *p = context;
  (void)data, (void)size, (void)count;
  p->has_body = true;
  return 0;
}

/* No proxy of the environment: it would connect to what must not be reached. Redirects
 * are followed here, because whether one is permanent matters; cookies are kept for
 * servers that redirect until they see theirs. Some servers refuse a request that
 * accepts anything. QUICK_EXIT: not to wait for a name server after Ctrl-C. */
enum err net_probe_open(
    struct net_probe *p, const struct net_limits *limits, struct curl_slist *headers) {
  *p = (struct net_probe){.curl = curl_easy_init(), .guard = {limits->also, false}};
  CURL *c = p->curl;
  long ms = (long)(limits->timeout / 1000);
  long connect = ms < NET_PROBE_CONNECT * 1000L ? ms : NET_PROBE_CONNECT * 1000L;
  bool ok =
      c && curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, ms) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, connect) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_COOKIEFILE, "") == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_USERAGENT, limits->agent) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, net_guard_open) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &p->guard) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, net_probe_take) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_WRITEDATA, p) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_ERRORBUFFER, p->error) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
      curl_easy_setopt(c, CURLOPT_PRIVATE, p) == CURLE_OK;
  if (ok)
    return OK;
  net_probe_close(p);
  return ERR_NOMEM;
}

void net_probe_close(struct net_probe *p) {
  /* It ignores NULL. */
  curl_easy_cleanup(p->curl);
  p->curl = NULL;
}

static bool net_probe_end(struct net_probe *p, enum net_verdict verdict) {
  p->reply.verdict = verdict;
  return false;
}

static bool net_probe_request(struct net_probe *p) {
  p->guard.denied = p->has_body = false;
  p->error[0] = '\0';
  if (curl_easy_setopt(p->curl, CURLOPT_URL, p->url) == CURLE_OK &&
      curl_easy_setopt(p->curl, p->is_get ? CURLOPT_HTTPGET : CURLOPT_NOBODY, 1L) ==
          CURLE_OK)
    return true;
  return net_probe_end(p, NET_VERDICT_INVALID);
}

bool net_probe_begin(struct net_probe *p, const char *url) {
  p->hops = 0;
  p->is_get = false;
  p->is_permanent = true;
  p->reply = (struct net_reply){.verdict = NET_VERDICT_INVALID};
  if ((size_t)snprintf(p->url, sizeof p->url, "%s", url) >= sizeof p->url)
    return false;
  /* Cookies of one answer are nothing for the next. */
  curl_easy_setopt(p->curl, CURLOPT_COOKIELIST, "ALL");
  return net_probe_request(p);
}

static bool net_probe_follow(struct net_probe *p, const char *location) {
  bool is_permanent = p->reply.status == 301 || p->reply.status == 308;
  if (++p->hops > NET_PROBE_HOPS)
    return net_probe_end(p, NET_VERDICT_LOOP);
  if ((size_t)snprintf(p->url, sizeof p->url, "%s", location) >= sizeof p->url)
    return net_probe_end(p, NET_VERDICT_BAD);
  /* Where a temporary redirect leads is nothing to write into an article. */
  p->is_permanent = p->is_permanent && is_permanent;
  if (p->is_permanent)
    memcpy(p->reply.moved, p->url, sizeof p->url);
  p->is_get = false;
  return net_probe_request(p);
}

static enum net_verdict net_probe_judge_status(const struct net_probe *p) {
  long status = p->reply.status;
  switch (status) {
  case 404:
    return NET_VERDICT_MISSING;
  case 410:
    return NET_VERDICT_GONE;
  /* What a server says to programs that it takes for robots. */
  case 401:
  case 403:
  case 407:
  case 451:
  case 999:
    return NET_VERDICT_REFUSED;
  case 429:
  case 503:
    return NET_VERDICT_BUSY;
  default:
    return status >= 400     ? NET_VERDICT_ERROR
           : *p->reply.moved ? NET_VERDICT_MOVED
                             : NET_VERDICT_FINE;
  }
}

static enum net_verdict net_probe_judge_failure(struct net_probe *p, CURLcode result) {
  curl_off_t connected = 0;
  const char *why = *p->error ? p->error : curl_easy_strerror(result);
  static const char ssl[] = "SSL certificate problem: ";
  if (strncmp(why, ssl, sizeof ssl - 1) == 0)
    why += sizeof ssl - 1;
  snprintf(p->reply.why, sizeof p->reply.why, "%s", why);
  if (p->guard.denied)
    return NET_VERDICT_PRIVATE;
  switch (result) {
  case CURLE_COULDNT_RESOLVE_HOST:
    return NET_VERDICT_NO_HOST;
  case CURLE_COULDNT_CONNECT:
    return NET_VERDICT_NO_CONNECTION;
  case CURLE_OPERATION_TIMEDOUT:
    curl_easy_getinfo(p->curl, CURLINFO_CONNECT_TIME_T, &connected);
    return connected ? NET_VERDICT_TIMEOUT : NET_VERDICT_NO_CONNECTION;
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CONNECT_ERROR:
    return NET_VERDICT_CERTIFICATE;
  case CURLE_URL_MALFORMAT:
  case CURLE_UNSUPPORTED_PROTOCOL:
    return p->hops ? NET_VERDICT_BAD : NET_VERDICT_INVALID;
  default:
    return NET_VERDICT_BAD;
  }
}

/* Whether GET may be answered better than HEAD was. */
static bool net_probe_wants_get(const struct net_probe *p, enum net_verdict verdict) {
  if (p->is_get)
    return false;
  return verdict == NET_VERDICT_MISSING || verdict == NET_VERDICT_GONE ||
         verdict == NET_VERDICT_REFUSED || verdict == NET_VERDICT_ERROR ||
         verdict == NET_VERDICT_TIMEOUT || verdict == NET_VERDICT_BAD;
}

bool net_probe_next(struct net_probe *p, CURLcode result) {
  char *location = NULL;
  curl_off_t later = 0;
  if (result == CURLE_WRITE_ERROR && p->has_body)
    result = CURLE_OK;
  p->reply.status = 0;
  curl_easy_getinfo(p->curl, CURLINFO_RESPONSE_CODE, &p->reply.status);
  curl_easy_getinfo(p->curl, CURLINFO_REDIRECT_URL, &location);
  curl_easy_getinfo(p->curl, CURLINFO_RETRY_AFTER, &later);
  p->reply.later = (int64_t)later * CLOCK_SECOND;
  if (result == CURLE_OK && location && p->reply.status < 400)
    return net_probe_follow(p, location);
  enum net_verdict verdict = result == CURLE_OK ? net_probe_judge_status(p)
                                                : net_probe_judge_failure(p, result);
  if (!net_probe_wants_get(p, verdict))
    return net_probe_end(p, verdict);
  p->is_get = true;
  return net_probe_request(p);
}
