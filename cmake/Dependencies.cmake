# SPDX-License-Identifier: Apache-2.0
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(ZLIB REQUIRED)
find_package(LibArchive 3.6 REQUIRED)
find_package(simdjson 3 REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(CURL 7.85 REQUIRED)
pkg_check_modules(LIBSECRET REQUIRED IMPORTED_TARGET libsecret-1)
pkg_check_modules(Z3 REQUIRED IMPORTED_TARGET z3>=4.8)
pkg_check_modules(GINAC REQUIRED IMPORTED_TARGET ginac>=1.8)  # GPL: app/symbolic alone may link it
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
find_path(CLD2_INCLUDE cld2/public/compact_lang_det.h REQUIRED)  # it comes without a description of itself
find_library(CLD2_LIBRARY cld2 REQUIRED)
add_library(CLD2::CLD2 UNKNOWN IMPORTED)
set_target_properties(CLD2::CLD2 PROPERTIES IMPORTED_LOCATION ${CLD2_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${CLD2_INCLUDE})

if(LAPIDARY_ENGINE)
  find_package(Torch REQUIRED)
endif()
# Apache Arrow reads and writes Parquet, for app/parquet alone; without it import and export refuse such files. The
# wheel pyarrow has headers and libraries: one beside LibTorch, or in .venv, is found.
file(GLOB pyarrow LIST_DIRECTORIES true "${Torch_DIR}/../../../../pyarrow" "$ENV{Torch_DIR}/../../../../pyarrow"
  "${PROJECT_SOURCE_DIR}/.venv/lib/python3.*/site-packages/pyarrow")
find_path(LAPIDARY_PYARROW include/parquet/arrow/reader.h HINTS ${pyarrow} NO_DEFAULT_PATH
  DOC "The folder pyarrow of the wheel, with include/ and libparquet.so.*")
file(GLOB LAPIDARY_ARROW_LIBRARIES "${LAPIDARY_PYARROW}/libparquet.so.*" "${LAPIDARY_PYARROW}/libarrow.so.*")
if(NOT LAPIDARY_ARROW_LIBRARIES)
  message(STATUS "No Apache Arrow in LAPIDARY_PYARROW: Parquet files will not be imported or written (pip install --no-deps pyarrow==26.0.1)")
endif()
if(LAPIDARY_WINDOW)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport Svg Test LinguistTools)  # the QCustomPlot config does not look for Qt itself
  find_package(QCustomPlotQt6 REQUIRED)
endif()
if(LAPIDARY_TESTS)
  find_package(doctest REQUIRED)
  find_package(OpenSSL REQUIRED)  # for a server that the tests of remote models speak to
endif()
