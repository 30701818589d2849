// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/bench/report.h"
#include <span>

namespace lapidary::bench {

struct Context {
    const Settings &settings;
    const Subject &subject;
    Report &report;
};

/// One thing that is measured. `name` is the case's own, for those that share a function.
struct Case {
    const char *name, *effect;
    Status (*run)(const Context &context, const std::string &name);
};

std::span<const Case> cases(); ///< in the order in which `bench` runs them

// Each in its own file.
Status roof(const Context &context, const std::string &name);
Status decode(const Context &context, const std::string &name);
Status contention(const Context &context, const std::string &name);
Status score(const Context &context, const std::string &name);
Status training(const Context &context, const std::string &name);
Status optimizer(const Context &context, const std::string &name);
Status load(const Context &context, const std::string &name);
Status answers(const Context &context, const std::string &name);
Status writeRows(const Context &context, const std::string &name);

} // namespace lapidary::bench
