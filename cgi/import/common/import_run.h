/* Inside import only: the state of an import. Types without functions. */
#ifndef IMPORT_COMMON_IMPORT_RUN_H
#define IMPORT_COMMON_IMPORT_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "import/common/import_options.h"
#include "site/core/site.h"

struct import_ahead;
struct import_bundle;
struct import_engine;
struct import_gone;
struct import_hosted;
struct import_ready;
struct import_staticman_used;
struct import_translation_folder;
struct import_vault;
struct rich;
struct wxr_guids;

struct import_file {
  const char *root;          /* folder that its pictures must not be outside of */
  const char *path;          /* its real path; NULL: standard input */
  enum import_format format; /* IMPORT_AUTO: by its name */
  bool is_liquid;            /* {{ }} and {% %} are tags of its engine */
  bool is_jekylls;           /* part of a Jekyll site, whose folder is `root` */
  bool is_pelicans;          /* part of a Pelican site, likewise */
  const struct import_engine *engine; /* of its folder (import_engine.h), or NULL */
  const struct import_hosted
      *hosted;                  /* the export it is in (import_hosted.h), or NULL */
  struct import_bundle *bundle; /* the Hugo page bundle it is a page of, or NULL */
  struct import_vault *vault;   /* the notes it is one of (import_vault.h), or NULL */
  bool known;  /* text of an existing article, which may lack a title */
  bool strict; /* its author is waiting and can correct it: nothing is ignored */
  bool waits;  /* for its parent page, named by `parent` on line `parent_line` */
  const char *parent;
  int parent_line;
  bool is_orphan; /* its parent does not exist: it becomes a top-level page */
  bool has_links; /* to other articles */
  bool failed;
  bool is_packed; /* compressed; `unpacked` is open, with its content */
  int unpacked;
  bool is_converted; /* to a WordPress export: its HTML is final, and its lines are not
                        those of the file */
};

/* The articles waiting to be saved (import_batch.h). */
struct import_batch {
  struct import_ready *first, *last;
  size_t count, bytes;
};

struct import_run {
  struct site *site;
  const char *dir; /* the real path of the site directory */
  struct arena *arena;
  const struct import_options *options;
  const char *source_dir; /* its real path, or NULL */
  int input;              /* standard input as a file that can be read again, or -1 */
  bool dry_run;
  bool changed;   /* something was saved */
  bool again;     /* files are read a second time: only failures are reported */
  size_t undated; /* posts without any date, and the first of them */
  const char *undated_file;
  size_t insecure;             /* pictures (import_insecure.h) */
  size_t insecure_named;       /* articles that have them */
  const char *insecure_places; /* the first of these, or NULL */
  import_reporter *report;
  void *context;
  struct import_gone *gone;  /* of import_source.c; NULL until needed */
  struct wxr_guids *exports; /* of each export file that could be read, last first */
  struct import_staticman_used *comment_folders;  /* of import_staticman.c */
  struct import_translation_folder *translations; /* of import_translation.c */
  struct rich *rich; /* of import_rich.c; NULL until needed */
  struct import_batch batch;
  size_t transactions; /* of batches */
  /* Of import_prefetch.c: NULL until needed; whether it was; texts that were rendered
   * since the last file that did not need it; the next file to look at. */
  struct import_ahead *ahead;
  bool ahead_tried;
  size_t rendered, next_ahead;
};

/* A picture, or another file that is copied to media/ or is there already. */
struct import_picture {
  const char *name;      /* in media/ */
  const char *file;      /* its real path; NULL: imported with another folder */
  int64_t size, changed; /* in bytes; modification time in nanoseconds */
};

/* A part of a file that was ignored, reported once the file is imported. */
struct import_note {
  struct import_note *next;
  enum import_event event; /* IMPORT_WARNING or IMPORT_ERROR */
  const char *file;        /* the file concerned; NULL: the imported one */
  int line;
  const char *text;
};

/* The work on one file, or on one item of it. All of it lives in `arena`, including the
 * struct itself. */
struct import_work {
  struct import_run *run;
  struct arena *arena;
  struct import_file *file;
  const char *text;   /* of the file, to find lines in; or NULL */
  const char *live;   /* NAME.live.json next to it; NULL: none */
  size_t line_count;  /* how many lines were searched for */
  int line;           /* on which the item begins; 0: a whole file */
  const char *title;  /* of an item, for reports */
  bool is_left_out;   /* neither an article nor a failure */
  bool is_undated;    /* a post that has the date of its file */
  bool is_converted;  /* its text was changed to one with front matter */
  bool is_kept;       /* its arena belongs to the batch */
  bool has_relatives; /* has links whose meaning depends on other files */
  bool looks_ahead;   /* its text is only to be put (import_ahead.h) */
  size_t insecure;    /* pictures that browsers do not show (import_insecure.h) */
  struct import_picture *pictures;
  size_t picture_count, picture_cap;
  struct import_note *notes, *last_note;
};

#endif
