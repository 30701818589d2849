# SPDX-License-Identifier: Apache-2.0
# Debian package and archive, made by installer/package.sh (or: cpack, in a build folder). The archive needs the libraries
# that the package depends on.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_NAME lapidary)
set(CPACK_PACKAGE_VENDOR Lapidary)
set(CPACK_PACKAGE_CONTACT "The authors of Lapidary <lapidary@localhost.localdomain>" CACHE STRING "Who maintains the packages: Name <address>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for the post-training of language models")
set(CPACK_PACKAGE_DESCRIPTION "Fine-tuning, reinforcement learning and test-time scaling in one window:
design an experiment, watch it, and compare the models that come out of it
side by side, with intervals and paired tests. The same from the command line.

LibTorch, Apache Arrow, small models and ready-made experiments come along; it runs on one
machine, without a server, an account or Python.")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_SOURCE_DIR}/build/packages)
string(TOLOWER "${CMAKE_SYSTEM_NAME}" system)
set(CPACK_PACKAGE_FILE_NAME "lapidary-${PROJECT_VERSION}-${system}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_STRIP_FILES ON) # the programs; LibTorch stays as it is
set(CPACK_THREADS 0)
set(CPACK_CMAKE_GENERATOR Ninja)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd) # LibTorch unpacks in a second; dpkg knows it since 1.21.18 (Debian 12)
# What is linked is found by dpkg-shlibdeps. A keyring keeps the keys of remote models, and certificates let them be asked.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(LAPIDARY_ENGINE)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${TORCH_INSTALL_PREFIX}/lib)
endif()
if(TARGET lapidary-parquet)
  list(APPEND CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${LAPIDARY_PYARROW})
endif()
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, gnome-keyring | kwalletmanager, qt6-translations-l10n, qt6-wayland, shared-mime-info")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "fonts-noto-cjk | fonts-wqy-microhei")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
