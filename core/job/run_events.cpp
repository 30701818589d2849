// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_events.h"

namespace lapidary {
namespace {

bool isOver(const Event &state) {
    const std::string word = getString(state.body, "state").value_or("");
    return word == "finished" || word == "failed" || word == "cancelled";
}

} // namespace

Result<std::vector<Event>> RunEvents::next(std::size_t limit) {
    if (asleep_) return std::vector<Event>{};
    if (channel_) {
        auto events = fromChannel(limit);
        if (!events.empty() || isLive()) return events;
    }
    // Before the log is looked at: what is said after that look comes over the channel.
    const bool admitted = channel_ && channel_->admitted();
    auto events = log_.next(limit);
    if (!events) return events;
    note(*events);
    if (!events->empty()) return events;
    caughtUp_ = admitted;
    if (over_) {
        hangUp();
        asleep_ = true;
    } else if (!channel_ && log_.offset() > 0) { // a worker begins the log before it listens
        connect();
    }
    return events;
}

std::vector<Event> RunEvents::fromChannel(std::size_t limit) {
    std::vector<Event> events;
    while (events.size() < limit) {
        const auto message = channel_->receive(0);
        if (!message) {
            hangUp();
            break;
        }
        if (!*message) break;
        auto event = eventFromJson(**message);
        if (!event || event->seq <= log_.lastSeq()) continue; // an answer to somebody, or read from the log before
        if (event->seq > log_.lastSeq() + 1) {                // the log has it, and what is missing before it
            caughtUp_ = false;
            break;
        }
        log_.passOver(channel_->lastFrame());
        events.push_back(std::move(*event));
    }
    note(events);
    return events;
}

void RunEvents::connect() {
    const auto socket = socketPathOf(folder_);
    if (!socket) return; // nobody can listen there either
    auto client = ChannelClient::connect(*socket);
    if (client) channel_ = std::make_unique<ChannelClient>(std::move(*client));
}

void RunEvents::wake() {
    asleep_ = over_ = false;
}

void RunEvents::hangUp() {
    channel_.reset();
    caughtUp_ = false;
}

void RunEvents::note(const std::vector<Event> &events) {
    for (const Event &event : events)
        if (event.type == "state") over_ = isOver(event);
}

} // namespace lapidary
