/* Diagnosis of a site: the questions that a support person would ask if a blog does not
 * work, asked by the program itself. Uses libcurl to request the blog's own pages. */
#ifndef OPS_DOCTOR_H
#define OPS_DOCTOR_H

#include "ops/doctor_finding.h"

/* Examines the site in `dir` and reports every finding. Changes nothing. */
void doctor_examine(const char *dir, doctor_report *report, void *context);

#endif
