/* Inside export/: a document in WordPress's export format at work. */
#ifndef EXPORT_EXPORT_WXR_H
#define EXPORT_EXPORT_WXR_H

#include "export/export_article.h"

struct export_wxr {
  struct export *x;
  FILE *out;
  struct arena *arena; /* of what is kept from item to item: */
  void *categories;    /*   what each is called there, a tree of search.h */
  void *nicenames;     /*   the same by that, which only one may have */
  void *files;         /*   of media/, that articles show */
  int64_t last_id;     /* of the articles so far */
};

/* An element with a text as it is, or with plain text where WordPress keeps HTML. What
 * XML has no place for is left out. `name` may have attributes. */
void export_wxr_put(struct export_wxr *d, const char *name, const char *text);
enum err export_wxr_put_plain(
    struct export_wxr *d, const char *name, const char *text) MUST_USE;

/* An element with a number; with a time, in UTC or as the site shows it. */
void export_wxr_put_number(struct export_wxr *d, const char *name, int64_t n);
void export_wxr_put_date(struct export_wxr *d, const char *name, int64_t t, bool utc);

/* All authors, categories and tags. A category's last part need not be the only one of
 * that name here, but has to be there: the second one gets "-2". */
enum err export_wxr_put_terms(struct export_wxr *d) MUST_USE;

/* What an article is filed under, after export_wxr_put_terms. */
enum err export_wxr_put_labels(
    struct export_wxr *d, struct arena *a, int64_t id) MUST_USE;

/* The HTML of an article as WordPress leaves it alone, in the arena: one block, nothing
 * that looks like a shortcode, whole addresses for files of media/, which are kept. */
enum err export_wxr_body(struct export_wxr *d, struct arena *a,
    const struct export_article *article, const char **out) MUST_USE;

/* An item for each file that was kept. */
enum err export_wxr_put_files(struct export_wxr *d) MUST_USE;

#endif
