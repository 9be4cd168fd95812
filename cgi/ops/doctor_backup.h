/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_BACKUP_H
#define OPS_DOCTOR_BACKUP_H

#include "ops/doctor_internal.h"

/* When the last backup was made and verified. */
void doctor_backup(struct doctor *d);

#endif
