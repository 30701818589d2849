// SPDX-License-Identifier: Apache-2.0
#pragma once
// doctest for tests that see LibTorch: c10 has a CHECK too, which ends the program. Once it was read, doctest's stands
// over it.
#include <c10/util/Logging.h>
#include <doctest/doctest.h>
