// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/stage_graph.h"

namespace lapidary {

/// A whole experiment to begin with, a file of resources/templates.
struct ExperimentTemplate {
    QString name{};             ///< of its file, without .toml
    QString title{}, summary{}; ///< summary: a plain sentence, what it does and what for
    StageGraphValues graph{};   ///< empty: not read yet, or its file cannot be read
};

/// All of them in the order in which they are offered, without their graphs. Reads nothing.
QVector<ExperimentTemplate> experimentTemplates();

} // namespace lapidary
