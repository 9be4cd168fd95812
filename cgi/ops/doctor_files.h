/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_FILES_H
#define OPS_DOCTOR_FILES_H

#include "ops/doctor_internal.h"

/* The owner, group and mode of the files of a site: a user who runs a command must not
 * create a file that the service cannot use. */
void doctor_files(struct doctor *d);

#endif
