-- What the program pamphlet-picture found out about the pictures in media/, and the copies
-- in smaller sizes that it made (docs/pictures.md). A picture that has no row is shown as it
-- is, without width and height.
CREATE TABLE picture (
  name TEXT PRIMARY KEY,           -- the path in media/
  size INTEGER NOT NULL,           -- of the file, bytes: with the time and the recipe this
  changed INTEGER NOT NULL,        -- tells whether the row is up to date; nanoseconds
  recipe TEXT NOT NULL,            -- how the copies were made
  width INTEGER NOT NULL,          -- as it is shown, after EXIF orientation; 0: unknown
  height INTEGER NOT NULL,
  hash TEXT NOT NULL,              -- the names of the copies begin with it
  copies TEXT NOT NULL,            -- 'webp:400,800;=jpg:400', best format first; '='
                                   -- marks the format of the picture itself; ''
  fault TEXT NOT NULL              -- why there are no copies; ''
) STRICT, WITHOUT ROWID;
