// SPDX-License-Identifier: Apache-2.0
#include "app/worker/search_teller.h"

namespace lapidary {

bool SearchTeller::Beat::due() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(50)) return false;
    last_ = now;
    return true;
}

/// What came before a long text must not wait for its end.
void SearchTeller::watch(SearchContext &context) {
    context.watch.grew = [this, decode = context.decode](const GrowingText &growing) {
        const std::lock_guard lock(mutex_);
        tellEvents();
        grew(growing, decode);
    };
    context.watch.notice = [this](const Sentence &text) { tellNotice(tell_, text); };
    context.watch.progress = [this](std::int64_t done, std::int64_t total) {
        const std::lock_guard lock(mutex_);
        tellEvents();
        if (total > 1 && growth_.due()) tell_({{"done", done}, {"total", total}});
    };
}

void SearchTeller::grew(const GrowingText &growing, const DecodeText &decode) {
    if (growing.ids.empty()) {
        if (growth_.due()) tell_({{"text", growing.text}, {"tokens", growing.tokens}});
    } else if (decode && growth_.due()) {
        tell_({{"text", decode(growing.ids)}, {"tokens", growing.tokens}, {"ids", growing.ids}});
    }
}

void SearchTeller::add(Json event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    tellEvents();
}

void SearchTeller::tellEvents() {
    if (events_.empty() || !traced_.due()) return;
    tell_({{"events", std::exchange(events_, Json::array())}});
}

void SearchTeller::tellRest() {
    const std::lock_guard lock(mutex_);
    if (!events_.empty()) tell_({{"events", std::exchange(events_, Json::array())}});
}

} // namespace lapidary
