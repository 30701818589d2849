// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// A strategy that is its settings and a kind of search. `C` has drawing() and check(context); a `S` is made of the
/// settings and the drawing.
template <class C, class S> class Configured final : public Strategy {
public:
    explicit Configured(C config) : config_(std::move(config)), drawing_(config_.drawing()) {}
    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override { return config_.check(context); }
    std::unique_ptr<Search> begin(const SearchProblem &) const override {
        return std::make_unique<S>(config_, drawing_);
    }

private:
    C config_;
    Drawing drawing_;
};

template <class S, class C>
tl::expected<std::unique_ptr<Strategy>, Problems> makeConfigured(const Described<C> &described, const Json &config) {
    auto read = described.read(config);
    if (!read) return tl::unexpected(read.error());
    return std::make_unique<Configured<C, S>>(std::move(*read));
}

/// What every strategy declares. `judged`: it may ask a remote model for scores.
MethodInfo strategyInfo(const char *name, const char *summary, const ConfigSpec &spec,
                        std::vector<std::string> sideBySide = {}, bool judged = false);

} // namespace lapidary
