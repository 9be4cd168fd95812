/* Inside ops only: pictures without alternative text, and pictures without copies. */
#ifndef OPS_CHECK_PICTURES_H
#define OPS_CHECK_PICTURES_H

#include "db/integrity.h"
#include "site/core/site.h"

/* Reports articles with pictures that have no alternative text, which screen readers
 * and search engines need, and pictures that are defective or whose smaller copies are
 * missing or out of date. ERR_NOMEM, or errors of `report` and the database. */
enum err check_pictures(
    struct site *site, integrity_visit *report, void *context) MUST_USE;

#endif
