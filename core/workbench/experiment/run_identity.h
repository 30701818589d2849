// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/store.h"
#include "core/workbench/experiment/plan.h"

namespace lapidary {

/// What goes into a run, each named by what it is made of.
struct RunInputs {
    std::map<std::string, std::string> ports{};
    Json more = Json::object(); ///< what no port has: buckets, the run that a fork leaves
    Json older = nullptr;       ///< as the first format named them; null: it could not have said this
};

/// Names runs by all that decides their outcome: what was given and differs from the default, the versions of method
/// and engine, and what goes in. A setting that is new, with a default that changes nothing, is no other run. Threads,
/// device and paths may differ between sittings.
class RunIdentity {
public:
    RunIdentity(Store &store, fs::path project, int engineVersion)
        : store_(store), project_(std::move(project)), engineVersion_(engineVersion) {}

    std::string hashOf(const PlannedRun &run, const MethodInfo &method, const RunInputs &inputs) const;

    /// The first format hashed all settings, defaults too. Where the project holds a run of it with these inputs and
    /// with settings that say the same, its hash: such a run is neither lost nor done again.
    Result<std::optional<std::string>> olderHash(const PlannedRun &run, const MethodInfo &method,
                                                 const RunInputs &inputs);

private:
    const Json &settingsOf(const std::string &run);

    Store &store_;
    fs::path project_;
    int engineVersion_;
    std::optional<std::vector<RunRecord>> records_{};
    std::map<std::string, Json> settings_{};
};

/// What of a run's name may stand in its id: small letters, digits, "_", "." and "-", at most 40 of them.
std::string folderName(const std::string &name);

} // namespace lapidary
