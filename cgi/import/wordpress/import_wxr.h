/* Inside import/: a WordPress site from its export file. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_H
#define IMPORT_WORDPRESS_IMPORT_WXR_H

#include "base/crypt.h"
#include "import/common/import_batch.h"
#include "import/wordpress/import_wxr_tables.h"
#include "markup/wordpress/wordpress_shortcodes.h"
#include "markup/wordpress/wxr.h"

/* Raise it when the same item would become something else. */
enum { IMPORT_WXR_RENDERER = 2 };

/* Something that was not taken over, and how often. */
struct import_left {
  struct import_left *next;
  const char *what;
  size_t count;
  int line; /* of the first */
};

/* One file at work. */
struct import_wxr {
  struct import_run *run;
  struct import_file *file; /* its root is --source-dir, or NULL */
  const struct wxr_tables *tables;
  int depth;       /* of the pages whose turn it is; posts come with the topmost */
  bool unresolved; /* a link to an item that was not there yet */
  struct import_left *left;
};

/* Imports the posts and pages of the file at `fd`, their comments, and attachments that
 * are in f->root. It is read several times: once to see that it is well-formed and what
 * its ids mean, once for each level of pages, and again where links lead to what came
 * later. Nothing is written where the first reading fails, which is reported. Returned
 * as by import_batch_flush. */
enum err import_wxr(struct import_run *run, struct import_file *f, int fd) MUST_USE;

/* Counts something that is not taken over, of the item at `line`. */
void import_wxr_leave(struct import_wxr *x, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Makes an article of an item and gives it to the batch. */
enum err import_wxr_item(
    struct import_wxr *x, struct import_work *w, const struct wxr_item *item) MUST_USE;

/* The draft of an item, but for what article_finish adds; in the work's arena.
 * `content` is a hash of what its HTML is made of: the text with its links as they are
 * in the file, and which articles these lead to, whatever the addresses of those are by
 * now. ERR_NOT_FOUND for one that is left out, which has been counted. */
enum err import_wxr_article(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct article_input *out,
    uint8_t content[CRYPT_HASH]) MUST_USE;

/* Fills in the author, the categories and the tags of a draft, with the slugs that they
 * have in WordPress. ERR_NOMEM. */
enum err import_wxr_terms(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct article_input *d) MUST_USE;

/* The comments of an item, in order, in the work's arena. */
enum err import_wxr_comments(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct import_comments *out) MUST_USE;

/* What import_wxr_link needs: the context of the rewriter. */
struct import_wxr_links {
  struct import_wxr *wxr;
  struct import_work *work;
  uint8_t content[CRYPT_HASH]; /* goes on with each article that is found */
};

/* The address that a link of an item gets here, for sanitise_rewriter: uploads that are
 * in --source-dir get one in media/, articles that are here their permalink. */
const char *import_wxr_link(void *links, const char *url, bool is_image);

/* The text without control characters, LF at line ends; in the arena. */
char *import_wxr_clean(struct arena *a, const char *s);

/* The first of two dates that is one; `utc` and `local` as WordPress writes them. False
 * where neither is. */
bool import_wxr_date(const char *utc, const char *local, int64_t *out);

#endif
