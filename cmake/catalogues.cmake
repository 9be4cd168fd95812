# pamphlet_catalogues(TARGET): compiles po/*.po and puts them into TARGET as
# `const struct catalogue catalogues[]`. See cgi/view/catalogue.h.
find_program(MSGFMT msgfmt REQUIRED)
find_program(MSGCAT msgcat REQUIRED)

function(pamphlet_catalogues target)
  set(out ${CMAKE_BINARY_DIR}/embedded/catalogues.c)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/po/*.po)
  list(SORT files)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} "-DFILES=${files}" -DMSGFMT=${MSGFMT}
      -DMSGCAT=${MSGCAT} -P ${CMAKE_SOURCE_DIR}/cmake/catalogue_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/catalogue_files.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
