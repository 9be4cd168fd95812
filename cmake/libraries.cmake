# Every library comes from Debian's packages; script/packages names them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3>=3.40)
# For a site that several machines serve.
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq>=15)
pkg_check_modules(fcgi REQUIRED IMPORTED_TARGET fcgi)
pkg_check_modules(ctemplate REQUIRED IMPORTED_TARGET libctemplate)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(idn2 REQUIRED IMPORTED_TARGET libidn2)
# Only its headers are used, so the compiled library need not be installed.
pkg_check_modules(tomlplusplus REQUIRED tomlplusplus>=3)
pkg_check_modules(jansson REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlienc)
# For the moderation queue: the command only, not the program that serves readers.
pkg_check_modules(ncurses REQUIRED IMPORTED_TARGET ncursesw)
# Writes mails and reads answers to them.
pkg_check_modules(gmime REQUIRED IMPORTED_TARGET gmime-3.0)
# Restricts the system calls of the processes.
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
# Unpacks exports; libarchive does not check their sums.
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(archive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
# Decodes pictures and draws cards: for the program pamphlet-picture only, which is
# optional.
pkg_check_modules(vips IMPORTED_TARGET vips>=8.14 pangocairo>=1.50 libpng)
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)
