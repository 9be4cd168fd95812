# Compiler flags for our own code: warnings and hardening.
add_library(pamphlet_flags INTERFACE)
target_compile_options(pamphlet_flags INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wvla -Wformat=2 -Wundef
  $<$<COMPILE_LANGUAGE:C>:-Wconversion -Wstrict-prototypes -Wmissing-prototypes>
  -fno-strict-aliasing -fstack-protector-strong -fvisibility=hidden)
target_compile_definitions(pamphlet_flags INTERFACE
  _GNU_SOURCE PAMPHLET_VERSION="${PROJECT_VERSION}")
target_link_options(pamphlet_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)

if(PAMPHLET_SANITIZE OR PAMPHLET_FUZZ)
  target_compile_options(pamphlet_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(pamphlet_flags INTERFACE -fsanitize=address,undefined)
else()
  target_compile_options(pamphlet_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
    -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    # The start files of Debian's C library lack the mark of the shadow stack, and without
    # it in all objects the linker leaves it out. They return as all others do.
    target_compile_options(pamphlet_flags INTERFACE -fcf-protection)
    target_link_options(pamphlet_flags INTERFACE -Wl,-z,shstk)
  endif()
endif()
if(PAMPHLET_FUZZ)
  target_compile_options(pamphlet_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
