# Run by pamphlet_catalogues: writes the catalogues FILES into the C source OUT.
set(arrays "")
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WE)
  set(mo ${OUT}.${name}.mo)
  execute_process(COMMAND ${MSGFMT} --check --endianness=little --no-hash -o ${mo} ${file}
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "${file} has errors")
  endif()
  # The rule for plural forms is an expression of C. msgfmt has accepted nothing else.
  execute_process(COMMAND ${MSGCAT} --no-wrap ${file} OUTPUT_VARIABLE text
    COMMAND_ERROR_IS_FATAL ANY)
  if(NOT text MATCHES "\"Plural-Forms: nplurals=([0-9]+); plural=([^;\\]+);")
    message(FATAL_ERROR "${file} has no line Plural-Forms")
  endif()
  set(forms ${CMAKE_MATCH_1})
  set(rule ${CMAKE_MATCH_2})
  file(READ ${mo} hex HEX)
  file(REMOVE ${mo})
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  string(REPLACE "_" "-" language ${name})
  string(APPEND arrays "static const unsigned char mo_${name}[] = {\n${bytes}};\n"
    "static unsigned plural_${name}(unsigned long n) {\n  (void)n;\n"
    "  return (unsigned)(${rule});\n}\n\n")
  string(APPEND rows "    {\"${language}\", mo_${name}, sizeof mo_${name}, ${forms}, plural_${name}},\n")
endforeach()
file(WRITE ${OUT} "#include \"view/catalogue.h\"\n\n${arrays}const struct catalogue catalogues[] = {\n${rows}    {0},\n};\n")
