/* The sandbox of the processes of pamphlet.fcgi: what a site needs is in it. */
#ifndef SITE_SITE_SANDBOX_H
#define SITE_SITE_SANDBOX_H

#include <stdbool.h>

#include "base/sandbox.h"
#include "site/core/site.h"

/* Enters the sandbox, unless the setting `sandbox` is "no". Call it when the site and
 * its page cache are open. Without it, or if the kernel lacks a part of it, the process
 * goes on: the log says so, if `logs`. */
void site_sandbox_enter(struct site *site, enum sandbox_job job, bool logs);

#endif
