// SPDX-License-Identifier: GPL-3.0-or-later
// What most files of the window and of its tests read anyway. Each still includes what it uses.
#pragma once
#include "core/base/precompiled.h"
#include "core/data/records.h"
#include <QtWidgets/QtWidgets>
