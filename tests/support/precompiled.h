// SPDX-License-Identifier: Apache-2.0
// What every test of a library reads.
#pragma once
#include "core/base/json.h"
#include "core/base/precompiled.h"
#include <doctest/doctest.h>
