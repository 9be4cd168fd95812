/* What the doctor reports. */
#ifndef OPS_DOCTOR_FINDING_H
#define OPS_DOCTOR_FINDING_H

/* A note is something that cannot be determined from here, or that need not be fixed.
 */
enum doctor_level { DOCTOR_OK, DOCTOR_NOTE, DOCTOR_WARNING, DOCTOR_ERROR };

/* Gets each finding: its subject in a word or two, a sentence, and how to fix it ("" if
 * there is nothing to fix), all without a full stop and valid only during the call. */
typedef void doctor_report(void *context, enum doctor_level level, const char *subject,
    const char *message, const char *fix);

#endif
