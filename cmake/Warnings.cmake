# SPDX-License-Identifier: Apache-2.0
# One interface target that every library of ours links; headers of others are SYSTEM and stay silent.
add_library(lapidary_warnings INTERFACE)
target_compile_options(lapidary_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  $<$<BOOL:${LAPIDARY_WERROR}>:-Werror>)
