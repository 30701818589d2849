// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/requests.h"
#include <chrono>
#include <mutex>

namespace lapidary {

/// Tells who waits for a search how it goes on, as partials of two kinds, each at most twenty times a second: how the
/// first text grows and how many are done ({"text", "tokens", "ids"?} and {"done", "total"}), and the events of its
/// trace ({"events": [event, …]}, in their order, each once). It must outlive the search.
class SearchTeller {
public:
    explicit SearchTeller(TellPartial tell) : tell_(std::move(tell)) {}
    void watch(SearchContext &context);
    void add(Json event);
    void tellRest(); ///< of the events, before the answer

private:
    class Beat {
    public:
        bool due();

    private:
        std::chrono::steady_clock::time_point last_{};
    };
    void grew(const GrowingText &growing, const DecodeText &decode);
    void tellEvents();

    const TellPartial tell_;
    std::mutex mutex_{}; ///< the texts of a server grow on threads of their own
    Beat growth_{}, traced_{};
    Json events_ = Json::array(); ///< not told yet
};

} // namespace lapidary
