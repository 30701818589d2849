// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/store.h"
#include "core/workbench/experiment/experiment.h"
#include <functional>
#include <set>

namespace lapidary {

/// Makes the experiment's data sets and freezes them as datasets/<hash>/rows.jsonl, the hash being that of the bytes.
class Datasets {
public:
    Datasets(const Experiment &experiment, fs::path project, Store &store)
        : experiment_(experiment), project_(std::move(project)), store_(store) {}

    struct Frozen {
        std::string hash{};
        fs::path file{}; ///< relative to the project
        std::int64_t rows = 0;
        std::int64_t longestText = 0; ///< bytes of prompt and completion, for estimates
        std::string format{};
    };
    Result<Frozen> freeze(const std::string &name);
    /// The rows alone, one after the other, as they were made: not put to a model. Nothing is written, and none of a
    /// file is held.
    Status each(const std::string &name, const std::function<void(const Json &)> &see);

private:
    /// The problems of the sets that `set` shall have nothing in common with, in the form that names and order do not
    /// change.
    Result<std::set<std::string>> excludedBy(const DataSet &set, const std::string &rule);
    Result<std::vector<Json>> generated(const DataSet &set);
    Result<const std::vector<Json> *> remembered(const DataSet &set);
    Result<std::vector<Json>> mixed(const DataSet &set);
    Status write(const std::string &name, const fs::path &file);
    /// The rows as they are frozen: put to a model, where the set says how.
    Status eachFramed(const DataSet &set, const std::function<void(const Json &)> &see);

    const Experiment &experiment_;
    fs::path project_;
    Store &store_;
    std::map<std::string, std::vector<Json>> generated_{}; ///< made once: that costs more than to read them
    std::map<std::string, Frozen> frozen_{};
};

} // namespace lapidary
