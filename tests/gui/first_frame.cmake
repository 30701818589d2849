# SPDX-License-Identifier: Apache-2.0
# Milliseconds of processor time from main to the first painted frame: other work on the machine does not count. The best of
# seven starts, because caches may be cold. As in tests/support/budget.h, a machine may take eight times the budget of a
# quiet one.
set(budget 150)
if(NOT "$ENV{LAPIDARY_BUDGETS}" STREQUAL "strict")
  math(EXPR budget "8 * ${budget}")
endif()
set(best 100000)
set(all)
foreach(try RANGE 1 7)
  execute_process(COMMAND ${BIN}/lapidary --measure-first-frame OUTPUT_VARIABLE ms RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0 OR NOT ms MATCHES "^[0-9]+$")
    message(FATAL_ERROR "lapidary --measure-first-frame gave '${ms}' and status ${status}")
  endif()
  list(APPEND all ${ms})
  if(ms LESS best)
    set(best ${ms})
  endif()
endforeach()
message(STATUS "first frame after ${best} ms (all: ${all})")
if(NOT best LESS budget)
  message(FATAL_ERROR "the first frame took ${best} ms; the budget is ${budget} ms")
endif()
