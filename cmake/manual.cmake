# Generates the man pages and completion scripts, which `pamphlet` prints from its own tables,
# and installs programs and documentation.
include(GNUInstallDirs)
set(pages "")
function(pamphlet_print file)
  get_filename_component(folder ${CMAKE_BINARY_DIR}/${file} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${file}
    COMMAND $<TARGET_FILE:pamphlet> ${ARGN} > ${CMAKE_BINARY_DIR}/${file}
    DEPENDS pamphlet VERBATIM)
  set(pages ${pages} ${CMAKE_BINARY_DIR}/${file} PARENT_SCOPE)
endfunction()

pamphlet_print(man/pamphlet.1 manual pamphlet.1)
pamphlet_print(man/site.ini.5 manual site.ini.5)
configure_file(docs/pamphlet.fcgi.8.in man/pamphlet.fcgi.8 @ONLY)
foreach(shell bash zsh fish)
  pamphlet_print(completion/pamphlet.${shell} completion ${shell})
endforeach()
add_custom_target(manual ALL DEPENDS ${pages})
# What `cmake --install` needs: all but the tests.
add_custom_target(programs DEPENDS pamphlet pamphlet.fcgi pamphlet-outbox manual)
# The directory in which the other programs look for these, next to their own.
install(TARGETS pamphlet-outbox DESTINATION libexec/pamphlet)
if(TARGET pamphlet-picture)
  add_dependencies(programs pamphlet-picture)
  install(TARGETS pamphlet-picture DESTINATION libexec/pamphlet)
endif()

install(TARGETS pamphlet DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS pamphlet.fcgi DESTINATION ${CMAKE_INSTALL_SBINDIR})
install(FILES ${CMAKE_BINARY_DIR}/man/pamphlet.1
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/man/site.ini.5
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES ${CMAKE_BINARY_DIR}/man/pamphlet.fcgi.8
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(DIRECTORY templates public
  DESTINATION ${CMAKE_INSTALL_DATADIR}/pamphlet/theme)
install(FILES ${CMAKE_BINARY_DIR}/completion/pamphlet.bash RENAME pamphlet
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${CMAKE_BINARY_DIR}/completion/pamphlet.zsh RENAME _pamphlet
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${CMAKE_BINARY_DIR}/completion/pamphlet.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
