// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>

namespace lapidary {

class Feature;
class Workspace;

/// The panels of the rail, in its order; `workspace` is their parent.
QVector<Feature *> makeFeatures(Workspace &workspace);

} // namespace lapidary
