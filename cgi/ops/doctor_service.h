/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_SERVICE_H
#define OPS_DOCTOR_SERVICE_H

#include "ops/doctor_internal.h"

/* The service, the page cache, and the web server in front of both. */
void doctor_service(struct doctor *d);

#endif
