// SPDX-License-Identifier: Apache-2.0
// doctest's CAPTURE of a name that a structured binding gave: Clang takes such a name into no lambda before its release 16.
#pragma once
#include <doctest/doctest.h>

#define LAPIDARY_CAPTURE_AS(alias, name)                                                                               \
    const auto &alias = name;                                                                                          \
    INFO(#name " := ", alias)
#define CAPTURE_BOUND(name) LAPIDARY_CAPTURE_AS(DOCTEST_ANONYMOUS(captured_), name)
