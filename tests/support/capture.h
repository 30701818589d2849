// SPDX-License-Identifier: Apache-2.0
// doctest's CAPTURE of what a structured binding gave: Clang takes such a name into no lambda before its release 16.
#pragma once
#include <doctest/doctest.h>

#define LAPIDARY_CAPTURE_AS(alias, value)                                                                              \
    const auto &alias = value;                                                                                         \
    INFO(#value " := ", alias)
#define CAPTURE_BOUND(value) LAPIDARY_CAPTURE_AS(DOCTEST_ANONYMOUS(captured_), value)
