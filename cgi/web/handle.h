/* A request's way: read, route, guard, page, answer. Every error leaves here. */
#ifndef WEB_HANDLE_H
#define WEB_HANDLE_H

#include "base/arena.h"
#include "http/channel.h"
#include "http/request.h"
#include "http/response.h"
#include "site/core/site.h"

/* Answers one request. */
void handle_request(struct site *site, struct arena *a, struct channel *c);

/* Answers 503 where there is no site to answer with. */
void handle_unavailable(struct channel *c);

/* A page of the program: fills the answer. What it returns other than OK is answered by
 * the error page of its status; it may have set headers then. */
typedef enum err handle_page(
    struct site *site, const struct request *request, struct response *response);

/* The pages, one file each. */
handle_page page_read, page_post_comment, page_asset, page_sitemap, page_robots;

#endif
