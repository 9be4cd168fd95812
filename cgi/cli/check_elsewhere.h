/* The part of "pamphlet check --links" that asks other sites: its options, progress and
 * the key that stops it. */
#ifndef CLI_CHECK_ELSEWHERE_H
#define CLI_CHECK_ELSEWHERE_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/command/command_line.h"
#include "ops/link_elsewhere.h"

/* Reads --limit, --timeout, --pause and --duration. False, after complaining, if one is
 * no number, or was given without --links and --external. */
bool check_elsewhere_limits(
    const struct command_line *line, struct link_elsewhere_limits *out);

/* Asks, with a progress bar on a terminal. SIGINT and SIGTERM end it early and are not
 * errors: *is_interrupted says so; a second one ends the program. Errors as
 * link_elsewhere_ask. */
enum err check_elsewhere_ask(struct link_elsewhere *l,
    const struct link_elsewhere_limits *limits, struct link_elsewhere_counts *counts,
    bool *is_interrupted) MUST_USE;

/* Prints, for people, how much was asked. */
void check_elsewhere_summary(
    const struct link_elsewhere_counts *counts, bool is_interrupted);

#endif
