/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_DISK_H
#define OPS_DOCTOR_DISK_H

#include "ops/doctor_internal.h"

/* The space for more data and files on the file system of a folder. Nothing is said
 * about a folder that does not exist. */
void doctor_disk(struct doctor *d, const char *folder);

#endif
