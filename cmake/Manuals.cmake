# SPDX-License-Identifier: Apache-2.0
# The man pages are what the programs say by --help, so that no word of theirs can be out of date.
set(manuals)
function(lapidary_manual program summary)
  if(NOT TARGET ${program})
    return()
  endif()
  set(page ${CMAKE_BINARY_DIR}/man/${program}.1.gz)
  add_custom_command(OUTPUT ${page}
    COMMAND bash ${PROJECT_SOURCE_DIR}/installer/manual.sh $<TARGET_FILE:${program}> ${PROJECT_VERSION} ${summary} ${page}
    DEPENDS ${program} ${PROJECT_SOURCE_DIR}/installer/manual.sh
    COMMENT "Writing the man page of ${program}" VERBATIM)
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  set(manuals ${manuals} ${page} PARENT_SCOPE)
endfunction()
lapidary_manual(lapidary "the window of Lapidary, a workbench for the post-training of language models")
lapidary_manual(lapidary-cli "post-training of language models on the command line")
lapidary_manual(lapidary-worker "trains, generates, searches and scores for Lapidary")
lapidary_manual(lapidary-symbolic "answers questions about formulas for Lapidary")
lapidary_manual(lapidary-parquet "tells the rows of a Parquet file for Lapidary, or writes one")
add_custom_target(manuals ALL DEPENDS ${manuals}) # and so all that is installed
