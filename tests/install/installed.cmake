# SPDX-License-Identifier: Apache-2.0
# Installs into a new prefix with a blank in its name, moves it, and looks at it as its user does: from another folder,
# with a home of its own. The build and the source folder are not named by anything that is there.
cmake_minimum_required(VERSION 3.25)
string(RANDOM LENGTH 8 name)
set(base $ENV{TMPDIR})
if(NOT base)
  set(base /tmp)
endif()
set(base ${base}/lapidary-install-${name})
set(prefix "${base}/moved here")

# All is removed, also where a check fails.
function(refuse)
  file(REMOVE_RECURSE ${base})
  message(FATAL_ERROR ${ARGV})
endfunction()

# run(OUT program arguments…) in the new home: fails where the program does.
function(run out)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=LAPIDARY_WORKER HOME=${base}/home XDG_CONFIG_HOME=${base}/home/.config
    QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 ${ARGN}
    WORKING_DIRECTORY ${base}/home OUTPUT_VARIABLE told ERROR_VARIABLE wrong RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    refuse("${ARGN}\nended with ${status}:\n${told}${wrong}")
  endif()
  set(${out} "${told}" PARENT_SCOPE)
endfunction()

function(must_match text pattern)
  if(NOT text MATCHES "${pattern}")
    refuse("nothing like '${pattern}' is in what ${ARGN} says:\n${text}")
  endif()
endfunction()

file(MAKE_DIRECTORY ${base}/home)
run(log ${CMAKE_COMMAND} --install ${BUILD} --prefix ${base}/first)
file(RENAME ${base}/first ${prefix})

# What belongs to an installation, and what a source tree has beside it and nobody else needs.
set(desktop share/applications/org.lapidary.Lapidary.desktop)
set(metadata share/metainfo/org.lapidary.Lapidary.metainfo.xml)
set(icon share/icons/hicolor/scalable/apps/org.lapidary.Lapidary.svg)
foreach(file ${desktop} ${metadata} ${icon} share/mime/packages/org.lapidary.Lapidary.xml share/lapidary/catalogue.json
    share/lapidary/projects/starter/experiment.toml share/lapidary/projects/forgetting/length.jsonl
    share/lapidary/projects/starter-base/blank/tokenizer.json share/lapidary/resources/starter/model.safetensors
    share/lapidary/resources/countdown/model.safetensors share/doc/lapidary/copyright
    share/doc/lapidary/licences/GPL-3.0-or-later.txt share/doc/lapidary/licences/Apache-2.0.txt
    share/doc/lapidary/licences/bundled/mkl.txt)
  if(NOT EXISTS ${prefix}/${file})
    refuse("${file} is not installed")
  endif()
endforeach()
file(GLOB_RECURSE unwanted RELATIVE ${prefix} ${prefix}/*)
list(FILTER unwanted INCLUDE REGEX "/runs/|project\\.db|smollm2/.*safetensors|\\.(ts|sh|py|png)$")
if(unwanted)
  refuse("these do not belong to an installation: ${unwanted}")
endif()

# Programs and libraries look for others from where they lie, and LibTorch is that of the prefix.
find_program(READELF readelf REQUIRED)
file(GLOB binaries ${prefix}/bin/* ${prefix}/lib/lapidary/*)
foreach(binary ${binaries})
  run(header ${READELF} -d ${binary})
  must_match("${header}" "NEEDED" "readelf -d ${binary}")
  string(REGEX MATCHALL "R(UN)?PATH\\)[^\n]*" paths "${header}")
  foreach(path ${paths})
    if(NOT path MATCHES "\\[\\$ORIGIN(/\\.\\./lib/lapidary)?\\]")
      refuse("${binary} looks for libraries in a folder of the build: ${path}")
    endif()
  endforeach()
endforeach()
run(libraries ldd ${prefix}/bin/lapidary-worker)
string(REGEX MATCHALL "(libtorch|libc10)[^ ]* => [^\n]*" torch "${libraries}")
foreach(library ${torch})
  must_match("${library}" "=> (/usr)?/lib/|moved here/(bin/\\.\\./)?lib/lapidary/" "ldd lapidary-worker")
endforeach()
if(NOT torch OR libraries MATCHES "not found")
  refuse("lapidary-worker lacks libraries:\n${libraries}")
endif()
if(EXISTS ${prefix}/lib/lapidary AND NOT EXISTS ${prefix}/share/doc/lapidary/licences/libtorch/LICENSE)
  refuse("LibTorch is installed without its licences")
endif()

# The programs find each other, the catalogue, models and ready-made experiments.
set(cli ${prefix}/bin/lapidary-cli)
run(version ${cli} --version)
must_match("${version}" "lapidary-cli ${VERSION}.*worker +${VERSION} \\(${prefix}/bin/lapidary-worker\\).*LibTorch +2\\." "lapidary-cli --version")
run(methods ${cli} methods)
must_match("${methods}" "strategy +self_consistency" "lapidary-cli methods")
file(WRITE ${base}/home/question.jsonl "{\"do\":\"equal\",\"left\":\"x+x\",\"right\":\"2*x\"}\n")
run(answer ${cli} tool symbolic --in question.jsonl)
must_match("${answer}" "\"equal\":true" "lapidary-cli tool symbolic")
run(made ${cli} new "my project" --from starter)
run(plan ${cli} run "my project" --dry-run)
must_match("${plan}" "to run +train +sft" "lapidary-cli run --dry-run")
# The window: its first frame, and a project that is opened by its experiment.
run(ms ${prefix}/bin/lapidary --measure-first-frame)
must_match("${ms}" "^[0-9]+" "lapidary --measure-first-frame")
run(shot ${prefix}/bin/lapidary --grab shot.png "my project/experiment.toml")
file(SIZE ${base}/home/shot.png size)
if(size LESS 10000)
  refuse("the picture of the window has only ${size} bytes")
endif()
if(NOT EXISTS "${base}/home/my project/project.db")
  refuse("the window made no project of the folder that it was given an experiment of")
endif()

# Man pages tell every subcommand; the entry of the menu and what software centres read are valid.
foreach(program lapidary lapidary-cli lapidary-worker lapidary-symbolic)
  run(page gzip -dc ${prefix}/share/man/man1/${program}.1.gz)
  must_match("${page}" "\\.SH NAME\n.*\\.SH DESCRIPTION\n.*\\\\-\\\\-help" "the man page of ${program}")
  if(program STREQUAL "lapidary-cli")
    must_match("${page}" "\\.SS lapidary\\\\-cli data freeze\n" "the man page of lapidary-cli")
  endif()
endforeach()
foreach(validator "desktop-file-validate|desktop-file-utils" "appstreamcli|appstream")
  string(REGEX REPLACE "\\|.*" "" command ${validator})
  string(REGEX REPLACE ".*\\|" "" package ${validator})
  find_program(found_${command} ${command})
  if(NOT found_${command})
    refuse("${command} is missing: apt-get install ${package}")
  endif()
endforeach()
run(valid ${found_desktop-file-validate} ${prefix}/${desktop})
run(valid ${found_appstreamcli} validate --no-net ${prefix}/${metadata})
file(REMOVE_RECURSE ${base})
