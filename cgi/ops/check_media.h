/* Inside ops/: whether the files that articles show are in media/. */
#ifndef OPS_CHECK_MEDIA_H
#define OPS_CHECK_MEDIA_H

#include "db/integrity.h"
#include "site/core/site.h"

/* Reports each file in media/ that is missing once, with the articles that show it.
 * ERR_NOMEM, what `report` returns, and the errors of reading. */
enum err check_media(
    struct site *site, integrity_visit *report, void *context) MUST_USE;

#endif
