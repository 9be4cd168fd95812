/* /healthz, for monitors and load balancers. */
#include "site/site_health.h"
#include "web/handle.h"

/* A word per check, because the answer is what an operator reads first. */
enum err page_health(struct site *site, const struct request *r, struct response *out) {
  (void)r;
  unsigned failed = site_health_check(site);
  out->status = failed ? 503 : 200;
  out->cache = RESPONSE_PRIVATE;
  out->type = "text/plain; charset=utf-8";
  buf_puts(&out->body, failed ? "" : "ok\n");
  if (failed & SITE_HEALTH_DATABASE)
    buf_puts(&out->body, "database\n");
  if (failed & SITE_HEALTH_DISK)
    buf_puts(&out->body, "disk\n");
  return buf_status(&out->body);
}
