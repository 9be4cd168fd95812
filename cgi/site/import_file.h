/* Inside site/: one file of an import. */
#ifndef SITE_IMPORT_FILE_H
#define SITE_IMPORT_FILE_H

#include "site/import.h"
#include "site/publish.h"
#include "text/front_matter.h"

struct import_file {
  const char *root; /* folder that no link of the file may leave */
  const char *path; /* the file; NULL: standard input */
  const char *key;  /* its identity: the path below root */
};

struct import_run {
  struct site *site;
  bool dry_run;
  import_report *report;
  void *context;
};

/* Imports one file and reports what became of it. ERR_NOT_FOUND, unreported, where its
 * parent page is not there (yet); every other fault is reported and OK. Only what ends
 * the whole run (a full disk, a locked database) is returned. */
enum err import_file(struct import_run *run, const struct import_file *f) MUST_USE;

/* Reads a whole file of at most LIMIT_IMPORT_FILE octets into `a`, NUL behind it. */
enum err import_read(
    struct arena *a, const char *path, char **text, size_t *size) MUST_USE;

/* Fills a draft from the text of a file; faults go to *problem (ERR_SYNTAX,
 * ERR_INVALID). `image` names of links are resolved and copied by import_media. */
enum err import_draft(struct import_run *run, struct arena *a,
    const struct import_file *f, char *text, size_t size, struct draft *out,
    struct text_problem *problem) MUST_USE;

/* Imports FILE.comments.json for the article; *added counts new ones. */
enum err import_comments(struct import_run *run, struct arena *a, const char *json,
    int64_t article, int *added, struct text_problem *problem) MUST_USE;

/* The address a relative link of the file gets: pictures are copied to media/, other
 * files of the import become their permalinks; everything else stays. */
const char *import_link(void *context, const char *url, bool is_image);

/* What import_link works with. */
struct import_links {
  struct import_run *run;
  struct arena *arena;
  const struct import_file *file;
};

#endif
