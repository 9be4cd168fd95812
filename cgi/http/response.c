#include "http/response.h"

#include <string.h>

#include "base/compress.h"
#include "http/encoding.h"
#include "http/etag.h"
#include "http/status.h"

/* In the page itself nothing may run or load that the site does not send, except
 * pictures and media, which articles may show from elsewhere. Pages from the page cache
 * are sent by the web server, so docs/web-servers.md has the same policy for it.
 *
 * The pages have no script that needs connect-src, but Lighthouse fetches robots.txt
 * from within a page.
 *
 * "same-origin" of Referrer-Policy keeps the token in the address of a held comment
 * (?held=TOKEN) from the sites it links to. */
const char *const response_security[] = {
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' https: data:; media-src 'self' https:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cross-Origin-Resource-Policy: same-origin",
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "browsing-topics=()",
    NULL,
};

/* A public page may change at any time, so a stored copy is asked for with its ETag
 * before each use. The address of an immutable file contains a hash of it (assets.h): a
 * year, in seconds, is as good as forever. */
static const char *const cache_controls[] = {
    [RESPONSE_PRIVATE] = "no-store",
    [RESPONSE_PUBLIC] = "public, max-age=0, must-revalidate",
    [RESPONSE_IMMUTABLE] = "public, max-age=31536000, immutable",
};

/* A value with CR or LF would begin another header, or the body. */
enum err response_header(struct response *r, const char *name, const char *value) {
  for (const char *s = value; *s; s++)
    if (*s < 0x20 || *s > 0x7e)
      return ERR_INVALID;
  buf_printf(&r->headers, "%s: %s\r\n", name, value);
  return buf_status(&r->headers);
}

enum err response_tag(struct response *r, const char *etag, const char *if_none_match) {
  /* A 304 response has no body (RFC 9110 section 15.4.5). */
  if (etag_matches(if_none_match, etag)) {
    r->status = 304;
    buf_clear(&r->body);
  }
  return response_header(r, "ETag", etag);
}

/* Bytes. Less fits into a packet as it is. */
enum { COMPRESS_FROM = 1000 };

static bool response_is_text(const struct response *r) {
  return !r->type || strncmp(r->type, "text/", 5) == 0 || strstr(r->type, "xml") ||
         strstr(r->type, "json");
}

enum err response_compress(struct response *r, const char *accept_encoding) {
  struct buf packed = {0};
  if (!response_is_text(r) || strstr(buf_text(&r->headers), "Vary:"))
    return OK;
  /* Also on the plain response: a shared cache must not send it to everyone, nor the
   * other to a client without gzip (RFC 9110 section 12.5.5). */
  enum err e = response_header(r, "Vary", "Accept-Encoding");
  if (e || r->status == 503 || r->body.len < COMPRESS_FROM ||
      !encoding_accepts(accept_encoding, "gzip"))
    return e;
  e = compress_gzip_quickly(r->body.data, r->body.len, &packed);
  if (!e)
    e = response_header(r, "Content-Encoding", "gzip");
  if (e) {
    buf_free(&packed);
    return e;
  }
  buf_free(&r->body);
  r->body = packed;
  return OK;
}

/* Everything goes out in one write: a response of several small writes would be several
 * FastCGI records, and several packets. */
enum err response_send(struct channel *c, const struct response *r, bool head) {
  struct buf out = {0};
  /* A Content-Length in a 304 would be that of the page (RFC 9110 section 8.6), whose
   * body is gone by now. */
  bool bodiless = r->status == 304;
  buf_printf(&out, "Status: %d %s\r\n", r->status, status_reason(r->status));
  if (!bodiless) {
    buf_printf(
        &out, "Content-Type: %s\r\n", r->type ? r->type : "text/html; charset=utf-8");
    buf_printf(&out, "Content-Length: %zu\r\n", r->body.len);
  }
  buf_printf(&out, "Cache-Control: %s\r\n", cache_controls[r->cache]);
  for (const char *const *line = response_security; *line; line++)
    buf_printf(&out, "%s\r\n", *line);
  buf_puts(&out, buf_text(&r->headers));
  buf_puts(&out, "\r\n");
  /* Content-Length above is that of the body even for HEAD (RFC 9110 section 9.3.2). */
  if (!head && !bodiless && r->body.len)
    buf_add(&out, r->body.data, r->body.len);
  enum err e = buf_status(&out);
  if (!e)
    e = c->write(c, out.data, out.len);
  buf_free(&out);
  return e;
}

void response_free(struct response *r) {
  buf_free(&r->headers);
  buf_free(&r->body);
}
