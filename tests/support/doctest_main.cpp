// SPDX-License-Identifier: Apache-2.0
// A precompiled header has read doctest before: then the second define alone would come too late to bring the first.
#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
