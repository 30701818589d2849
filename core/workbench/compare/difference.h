// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <vector>

namespace lapidary {

struct Experiment;
struct Plan;

/// A table of an experiment with all that it says, defaults too, by dotted keys ("config.beta", "inputs.reference").
struct SaidTable {
    std::string list{}, name{}; ///< list: experiment (one, without a name), models, data, stage, arm
    std::vector<std::pair<std::string, Json>> values{};
    const Json *find(const std::string &key) const;
};

/// What an experiment says, or what runs of it were made of. Of a swept stage there is one table, and one of its arms.
struct SaidExperiment {
    std::vector<SaidTable> tables{};
    bool ofRuns = false; ///< only what a run remembers: kind, method, seed and settings of stages and arms
    bool single = false; ///< one of several: of the others nothing is said
};
/// Rows of files count by their content. With `ofRuns` only what tablesOf() tells of runs.
SaidExperiment tablesOf(const Experiment &experiment, bool ofRuns = false);
SaidExperiment tablesOf(const Plan &plan);
/// Of one run, by its run.toml. json.*, config.* and file errors.
Result<SaidExperiment> tablesOfRun(const fs::path &runFolder);

struct ValueDifference {
    std::string key{};
    Json before{}, after{}; ///< null: it is not said
};
struct TableDifference {
    enum class Kind { Added, Removed, Renamed, Changed };
    Kind kind = Kind::Changed;
    std::string list{}, name{}, before{};  ///< name: as it is called after, or was before it was removed; before: of a
                                           ///< renamed one
    std::string about{};                   ///< of an added or removed one: what it is ("train sft")
    std::vector<ValueDifference> values{}; ///< of one that is in both
};

/// By tables, not by lines: order, comments and spelling make no difference, nor does a setting that is written out
/// with the value that it has anyway. What has another name and says nearly the same is renamed, also where it is
/// named. Of runs and an experiment only what both know is told. Empty: they say the same.
std::vector<TableDifference> differenceOf(const SaidExperiment &before, const SaidExperiment &after);

/// A line a table and a line a value; or that they say the same.
std::string toText(const std::vector<TableDifference> &difference);
/// {"same", "tables": [{"list", "name", "state": "added" | "removed" | "renamed" | "changed", "before"?, "about"?,
/// "values": [{"key", "before", "after"}]}]}
Json toJson(const std::vector<TableDifference> &difference);

} // namespace lapidary
