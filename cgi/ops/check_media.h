/* Inside ops only: finding files that articles show but media/ lacks. */
#ifndef OPS_CHECK_MEDIA_H
#define OPS_CHECK_MEDIA_H

#include "db/integrity.h"
#include "site/core/site.h"

/* Reports each missing file once, with the articles that show it. ERR_NOMEM, the errors
 * of reading the database, and those of `report`. */
enum err check_media(
    struct site *site, integrity_visit *report, void *context) MUST_USE;

#endif
