// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/source_lines.h"
#include <fstream>

namespace lapidary {
namespace {

/// The line of the n-th row, or 0 where the file is none of one row a line.
std::int64_t lineOfRow(const fs::path &file, std::int64_t row) {
    if (file.extension() != ".jsonl") return 0;
    std::ifstream in(file);
    std::int64_t line = 0;
    for (std::string text; row > 0 && std::getline(in, text); ++line)
        row -= text.find_first_not_of(" \t\r") != text.npos;
    return row == 0 ? line : 0;
}

} // namespace

Error ofSourceLine(Error error, const Experiment &experiment, const std::string &name) {
    for (const DataSet &set : experiment.data) {
        if (set.name != name || set.file.empty() || !set.disjointFrom.empty()) continue;
        const auto line = lineOfRow(experiment.folder / set.file, error.line);
        if (line == 0 && error.line != 0) continue;
        error.file = (experiment.folder / set.file).string();
        error.line = line;
    }
    return error;
}

} // namespace lapidary
