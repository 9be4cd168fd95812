/* "post preview": a link to an article that is not published. */
#ifndef CLI_POST_PREVIEW_H
#define CLI_POST_PREVIEW_H

#include "cli/command/command.h"

command_run post_preview;

#endif
