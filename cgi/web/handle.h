/* Handles a request: read, route, check, run the handler, respond. Every error leaves
 * from here. */
#ifndef WEB_HANDLE_H
#define WEB_HANDLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "http/channel.h"
#include "http/request.h"
#include "http/response.h"
#include "site/core/site.h"
#include "web/form_queue.h"

/* Answers one request. Returns the error that was answered, or OK. After ERR_REPLACED,
 * the site has to be opened again (site_reopen). */
enum err handle_request(struct site *site, struct arena *a, struct channel *c);

struct handle_form {
  struct channel *channel;
  struct arena *arena; /* its own */
};

/* Called when the response to a form is complete. Its arena may be reset. */
typedef void handle_form_done(void *context, size_t form);

/* Answers forms that have arrived together, FORM_QUEUE_GROUP at most, as handle_request
 * answers one. Comments that follow each other are stored in one transaction, which
 * takes little longer than for one of them; each has its own answer. Those that were
 * stored are answered first, all others in order. Returns ERR_REPLACED or OK. */
enum err handle_forms(struct site *site, const struct handle_form *forms, size_t count,
    handle_form_done *done, void *context);

/* Whether handle_request would read the body of the request. */
bool handle_wants_body(struct arena *a, struct channel *c);

/* Answers a request that is not carried out. ERR_TIMEOUT: its body did not arrive in
 * time, 408. ERR_OVERLOAD: 503, with what the reader has filled in, in a form that can
 * be sent again; without the database. */
void handle_refuse(struct site *site, struct arena *a, struct channel *c, enum err why);

/* Answers 503 when the site could not be opened. */
void handle_unavailable(struct channel *c);

/* The handler of a route fills in the response. Any result other than OK is answered
 * with the error page of its status; headers it has set by then are kept. */
typedef enum err handle_page(
    struct site *site, const struct request *request, struct response *response);

/* The handlers, one file each. */
handle_page page_read, page_post_comment, page_moderation, page_own_comment,
    page_follow, page_unfollow, page_person, page_webmention, page_thanks, page_preview,
    page_asset, page_sitemap, page_news_sitemap, page_robots, page_health;

#endif
