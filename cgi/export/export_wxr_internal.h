/* Inside export only: the state of a WXR export. Types without functions. */
#ifndef EXPORT_EXPORT_WXR_INTERNAL_H
#define EXPORT_EXPORT_WXR_INTERNAL_H

#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "export/export.h"

struct export_wxr {
  struct export *x;
  FILE *out;
  struct arena *arena; /* of what is kept from item to item: */
  void *categories;    /*   names of categories in WordPress, a tree of <search.h> */
  void *nicenames;     /*   the same by nicename, which must be unique there */
  void *files;         /*   files of media/ that articles show */
  int64_t last_id;     /* largest ID of the articles so far */
};

#endif
