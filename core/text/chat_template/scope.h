// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_template/value.h"

namespace lapidary::jinja {

/// The names of a block of a template, and of those around it.
struct Scope {
    std::shared_ptr<Scope> outer{};
    std::vector<std::pair<std::string, Value>> names{};
    Value *find(const std::string &name) {
        for (auto &[known, value] : names)
            if (known == name) return &value;
        return outer ? outer->find(name) : nullptr;
    }
    void set(const std::string &name, Value value) {
        for (auto &[known, old] : names)
            if (known == name) {
                old = std::move(value);
                return;
            }
        names.emplace_back(name, std::move(value));
    }
};
using ScopePtr = std::shared_ptr<Scope>;

/// A scope inside of `outer`.
inline ScopePtr within(const ScopePtr &outer) {
    auto scope = std::make_shared<Scope>();
    scope->outer = outer;
    return scope;
}

} // namespace lapidary::jinja
