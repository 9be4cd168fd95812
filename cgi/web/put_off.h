/* A form for which there was no room: the reader need not fill it in again. */
#ifndef WEB_PUT_OFF_H
#define WEB_PUT_OFF_H

#include "http/request.h"
#include "site/core/site.h"
#include "site/pages/page_error.h"

/* Adds the form in the body of the request to the page that says so, to be sent again
 * to `action`: a comment in its fields, of any other form a button. Without the
 * database. Not for the form of another origin, which would be sent from this one then.
 * A form that cannot be read is left out, and so is one for which there is no memory.
 */
void put_off_fill(struct site *site, const struct request *r, const char *action,
    struct page_failure *failure);

#endif
