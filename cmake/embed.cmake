# pamphlet_embed(TARGET NAME FOLDER PATTERN...): puts the files of FOLDER into TARGET
# as `const struct embedded_file NAME[]`, in order of name, ended by a NULL name.
# See cgi/base/embedded.h.
function(pamphlet_embed target name folder)
  set(out ${CMAKE_BINARY_DIR}/embedded/${name}.c)
  set(patterns ${ARGN})
  list(TRANSFORM patterns PREPEND ${CMAKE_SOURCE_DIR}/${folder}/)
  file(GLOB files LIST_DIRECTORIES false CONFIGURE_DEPENDS ${patterns})
  list(SORT files)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAME=${name} "-DFILES=${files}"
      -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
