/* Exports: a site as files that an import reads back, or as a single document. What
 * readers were promised stays private is left out unless it is asked for. An export
 * shows one moment, and its memory does not grow with the number of articles. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "site/core/site.h"

struct export_total {
  int64_t articles, comments, files;
};

/* Receives a remark about an article, a sentence without a full stop. */
typedef void export_note(void *context, int64_t id, const char *note);

/* Returns true to stop the export; called often. */
typedef bool export_stop(void *context);

struct export {
  struct site *site;
  bool personal; /* with email addresses */
  bool spam;     /* with comments that are spam or in the trash */
  bool replace;  /* an earlier export */
  export_note *note;
  export_stop *stop; /* NULL: never stopped */
  void *context;
  struct export_total total; /* filled in */
};

#endif
