/* Inside ops only: programs of the system that Pamphlet can do without. */
#ifndef OPS_DOCTOR_PROGRAMS_H
#define OPS_DOCTOR_PROGRAMS_H

#include "ops/doctor_internal.h"

/* Reports whether pictures get smaller copies, and whether code, formulas and diagrams
 * are drawn, by trying it. */
void doctor_programs(struct doctor *d);

#endif
