// SPDX-License-Identifier: Apache-2.0
// What every test that sees LibTorch reads.
#pragma once
#include "core/engine/precompiled.h"
#include "tests/support/engine_doctest.h"
