/* Inside ops only: one part of a diagnosis. */
#ifndef OPS_DOCTOR_DAMAGE_H
#define OPS_DOCTOR_DAMAGE_H

#include "ops/doctor_internal.h"

/* Damage of the database file, as far as SQLite finds it in a few seconds. */
void doctor_damage(struct doctor *d);

#endif
