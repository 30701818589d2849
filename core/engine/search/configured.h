// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// What every strategy may be told beside its own settings.
struct SharedSettings {
    bool calculator = false;
};
const Described<SharedSettings> &describedShared();
/// These settings, taken out of `own`.
Json takeShared(Json &own);

/// A strategy that is its settings and a kind of search. `C` has drawing() and check(context); a `S` is made of the
/// settings and the drawing.
template <class C, class S> class Configured final : public Strategy {
public:
    Configured(C config, const SharedSettings &shared) : config_(std::move(config)), drawing_(config_.drawing()) {
        drawing_.calculator = shared.calculator;
    }
    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override { return config_.check(context); }
    std::unique_ptr<Search> begin(const SearchProblem &, const SearchContext &) const override {
        return std::make_unique<S>(config_, drawing_);
    }

private:
    C config_;
    Drawing drawing_;
};

/// The strategy T of its own settings and of those that all have.
template <class T, class C>
tl::expected<std::unique_ptr<Strategy>, Problems> makeStrategy(const Described<C> &described, const Json &config) {
    Json own = config;
    const auto shared = describedShared().read(takeShared(own));
    auto read = described.read(own);
    if (!read) return tl::unexpected(read.error());
    if (!shared) return tl::unexpected(shared.error());
    return std::make_unique<T>(std::move(*read), *shared);
}

template <class S, class C>
tl::expected<std::unique_ptr<Strategy>, Problems> makeConfigured(const Described<C> &described, const Json &config) {
    return makeStrategy<Configured<C, S>>(described, config);
}

/// What every strategy declares, with the settings that all have. `judged`: it may ask a remote model for scores. One
/// that has a scorer may be given a reward model.
MethodInfo strategyInfo(const char *name, const char *summary, const ConfigSpec &spec,
                        std::vector<std::string> sideBySide = {}, bool judged = false);

} // namespace lapidary
