/* Folders as a whole. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

/* Removes a folder and all in it, as far as that can be done; no link is followed. */
void folder_remove(const char *folder);

#endif
