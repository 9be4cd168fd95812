/* Inside import only: social cards of what was imported. */
#ifndef IMPORT_IMPORT_CARDS_H
#define IMPORT_IMPORT_CARDS_H

#include "import/common/import_run.h"

/* Draws those of the newest articles, and reports what was not drawn: the articles are
 * there already, whatever happens. */
void import_cards(struct import_run *run);

#endif
