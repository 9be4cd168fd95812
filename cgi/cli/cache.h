/* The page cache: its state, emptying it and filling it. */
#ifndef CLI_CACHE_H
#define CLI_CACHE_H

#include "cli/command/command.h"

command_run cache_status, cache_flush, cache_warm;

#endif
