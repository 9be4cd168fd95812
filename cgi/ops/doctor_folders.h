/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_FOLDERS_H
#define OPS_DOCTOR_FOLDERS_H

#include "ops/doctor_internal.h"

/* The folders of a site: each exists, and the user of the service may use it. */
void doctor_folders(struct doctor *d);

#endif
