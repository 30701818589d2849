# SPDX-License-Identifier: Apache-2.0
# What is installed, and where. The programs find each other by lying in one folder, and what comes along in ../share of
# it (core/workbench/installed.h): the whole may be moved, and a prefix of any name does.
include(GNUInstallDirs)
set(shared ${CMAKE_INSTALL_DATADIR}/lapidary)
set(private_libraries lib/lapidary) # nobody else's: not in the folder of an architecture
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)

set(programs)
foreach(program lapidary lapidary-cli lapidary-worker lapidary-symbolic lapidary-parquet)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    list(APPEND programs ${program})
  endif()
endforeach()

# Models and experiments that come along, without what a run in the source tree made of them. Pictures of the README and
# the sources of translations are of no use here, and SmolLM2 is fetched by installer/real-model.sh.
foreach(model starter countdown)
  install(DIRECTORY resources/${model} DESTINATION ${shared}/resources)
endforeach()
install(DIRECTORY resources/templates DESTINATION ${shared}/resources)
install(DIRECTORY projects/ DESTINATION ${shared}/projects FILES_MATCHING
  PATTERN README.md PATTERN *.toml PATTERN *.json PATTERN *.jsonl PATTERN LICENSE*
  PATTERN runs EXCLUDE PATTERN datasets EXCLUDE PATTERN cache EXCLUDE PATTERN labels EXCLUDE PATTERN added.toml EXCLUDE)

# The desktop: an entry of its menu, what software centres tell, what a double click opens, man pages.
set(desktop installer/desktop/org.lapidary.Lapidary)
if(TARGET lapidary)
  install(FILES ${desktop}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${desktop}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${desktop}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
  install(FILES resources/icons/lapidary.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps
    RENAME org.lapidary.Lapidary.svg)
endif()
include(cmake/Manuals.cmake)

set(documents ${CMAKE_INSTALL_DATADIR}/doc/lapidary)
install(FILES installer/desktop/copyright DESTINATION ${documents})
install(DIRECTORY LICENSES/ DESTINATION ${documents}/licences)

# Apache Arrow goes along as it is: the two libraries of the wheel that lapidary-parquet needs, which find each other by
# themselves ($ORIGIN).
if(TARGET lapidary-parquet)
  set_target_properties(lapidary-parquet PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries}")
  install(FILES ${LAPIDARY_ARROW_LIBRARIES} DESTINATION ${private_libraries})
  if(NOT LAPIDARY_ARROW_LICENCES) # of another Arrow than the wheel: the folder is named by -D
    file(GLOB LAPIDARY_ARROW_LICENCES ${LAPIDARY_PYARROW}/../pyarrow-*.dist-info/licenses)
  endif()
  if(EXISTS "${LAPIDARY_ARROW_LICENCES}/LICENSE.txt")
    install(DIRECTORY ${LAPIDARY_ARROW_LICENCES}/ DESTINATION ${documents}/licences/arrow)
  else()
    message(WARNING "The licences of Apache Arrow will not be installed: LAPIDARY_ARROW_LICENCES (\"${LAPIDARY_ARROW_LICENCES}\") names no folder with a file LICENSE.txt. Name it before you hand on what is installed.")
  endif()
endif()

if(NOT TARGET lapidary-worker)
  return()
endif()
install(FILES ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/catalogue.json DESTINATION ${shared})

# LibTorch goes along, as it is: those libraries of the worker that do not lie where the system keeps its own. They find
# each other by themselves ($ORIGIN).
set_target_properties(lapidary-worker PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries}")
if(NOT LAPIDARY_TORCH_LICENCES) # of another LibTorch than the wheel: the folder is named by -D
  file(GLOB LAPIDARY_TORCH_LICENCES ${TORCH_INSTALL_PREFIX}/../torch-*.dist-info/licenses)
endif()
if(LAPIDARY_TORCH_LICENCES)
  install(DIRECTORY ${LAPIDARY_TORCH_LICENCES}/ DESTINATION ${documents}/licences/libtorch)
endif()
install(CODE "
  file(GET_RUNTIME_DEPENDENCIES EXECUTABLES \"$<TARGET_FILE:lapidary-worker>\"
    RESOLVED_DEPENDENCIES_VAR needed UNRESOLVED_DEPENDENCIES_VAR missing
    POST_EXCLUDE_REGEXES \"^/lib\" \"^/usr/lib\")
  if(missing)
    message(FATAL_ERROR \"lapidary-worker cannot be installed: nothing was found for \${missing}. Build it anew with the Torch_DIR that there is now.\")
  endif()
  file(INSTALL \${needed} DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${private_libraries}\" TYPE SHARED_LIBRARY FOLLOW_SYMLINK_CHAIN
    PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  if(needed AND NOT EXISTS \"${LAPIDARY_TORCH_LICENCES}/LICENSE\")
    message(WARNING \"The licences of LibTorch are not installed: LAPIDARY_TORCH_LICENCES (\"${LAPIDARY_TORCH_LICENCES}\") names no folder with a file LICENSE. Name it before you hand on what is installed here.\")
  endif()")
