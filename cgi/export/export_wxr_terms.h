/* Inside export only: authors, categories and tags of a WXR document. */
#ifndef EXPORT_EXPORT_WXR_TERMS_H
#define EXPORT_EXPORT_WXR_TERMS_H

#include "base/err.h"
#include "export/export_wxr_internal.h"

/* Writes all authors, categories and tags. In WordPress the last component of a
 * category's slug must be unique: a second one gets "-2". ERR_NOMEM, the database's
 * errors. */
enum err export_wxr_put_terms(struct export_wxr *d) MUST_USE;

/* Writes the terms of an article; call export_wxr_put_terms first. */
enum err export_wxr_put_labels(
    struct export_wxr *d, struct arena *a, int64_t id) MUST_USE;

#endif
