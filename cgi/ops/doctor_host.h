/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_HOST_H
#define OPS_DOCTOR_HOST_H

#include "ops/doctor_internal.h"

/* What the machine provides: disk space and the time. */
void doctor_host(struct doctor *d);

#endif
