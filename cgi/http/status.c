#include "http/status.h"

#include <stddef.h>

/* 503, with Retry-After (web/handle.c), is for what may be over without a change of the
 * program or its settings: memory that is exhausted, too many forms at once, and a
 * disk, database or page cache that is busy, full or damaged. All other faults of this
 * side are 500. */
static const int statuses[ERR_COUNT] = {
    [OK] = 200,
    [ERR_NOMEM] = 503,
    [ERR_IO] = 503,
    [ERR_FULL] = 503,
    [ERR_READ_ONLY] = 503,
    [ERR_BUSY] = 503,
    [ERR_UNREACHABLE] = 503,
    [ERR_DAMAGED] = 503,
    [ERR_REPLACED] = 503,
    [ERR_SCHEMA] = 503,
    [ERR_OLD_SCHEMA] = 503,
    [ERR_OWNER] = 503,
    [ERR_DENIED] = 500,
    [ERR_NOT_FOUND] = 404,
    [ERR_GONE] = 410,
    [ERR_EXISTS] = 409,
    [ERR_SYNTAX] = 400,
    [ERR_INVALID] = 422,
    [ERR_TOO_LARGE] = 413,
    [ERR_URI_TOO_LONG] = 414,
    [ERR_METHOD] = 405,
    [ERR_MEDIA_TYPE] = 415,
    [ERR_CROSS_SITE] = 403,
    [ERR_CLOSED] = 403,
    [ERR_TOO_QUICK] = 429,
    [ERR_TIMEOUT] = 408,
    [ERR_OVERLOAD] = 503,
    [ERR_CONFIG] = 500,
    [ERR_PAGECACHE] = 503,
    [ERR_TEMPLATE] = 500,
    [ERR_INTERNAL] = 500,
};

/* The grammar of the header "Status:" requires a reason phrase (RFC 3875 section
 * 6.3.3). */
static const struct {
  int status;
  const char *reason;
} reasons[] = {{200, "OK"}, {301, "Moved Permanently"}, {303, "See Other"},
    {304, "Not Modified"}, {400, "Bad Request"}, {403, "Forbidden"}, {404, "Not Found"},
    {405, "Method Not Allowed"}, {408, "Request Timeout"}, {409, "Conflict"},
    {410, "Gone"}, {413, "Content Too Large"}, {414, "URI Too Long"},
    {415, "Unsupported Media Type"}, {422, "Unprocessable Content"},
    {429, "Too Many Requests"}, {500, "Internal Server Error"},
    {503, "Service Unavailable"}};

int status_of(enum err e) {
  /* An error that the table forgets reads as 0 there. It must not go out as a
   * status. */
  int status = (unsigned)e < ERR_COUNT ? statuses[e] : 0;
  return status ? status : 500;
}

const char *status_reason(int status) {
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
    if (reasons[i].status == status)
      return reasons[i].reason;
  return "";
}
