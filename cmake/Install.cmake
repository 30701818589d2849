# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)
foreach(program lapidary lapidary-cli lapidary-worker lapidary-symbolic)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()
install(DIRECTORY resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lapidary/resources)
install(DIRECTORY projects/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lapidary/projects)
