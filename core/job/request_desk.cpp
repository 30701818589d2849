// SPDX-License-Identifier: Apache-2.0
#include "core/job/request_desk.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isCancel(const Json &request) {
    return request.is_object() && request.contains("verb") && request["verb"] == "cancel";
}

bool hasId(const Result<Json> &request, const Json &id) {
    return request && request->is_object() && request->contains("id") && (*request)["id"] == id;
}

Json refusal(const Json &command, const Error &error) {
    Json out = {{"error", toJson(error)}};
    if (command.contains("id")) out["id"] = command["id"];
    return out;
}

/// Why a cancel cannot be obeyed, whatever else is asked.
std::optional<Error> faultOf(const Json &command) {
    for (const auto &[name, value] : command.items())
        if (name != "verb" && name != "id")
            return Error{.code = "request.unknown_field",
                         .message = "The request has a field that this verb does not know.",
                         .field = name,
                         .expected = "id"};
    if (command.contains("id") && !command["id"].is_null()) return std::nullopt;
    return Error{.code = "request.no_id",
                 .message = "A cancel says which request it is about.",
                 .field = "id",
                 .found = command.contains("id") ? "null" : "nothing",
                 .expected = "the id of a request that waits or is being answered"};
}

} // namespace

std::vector<Json> RequestDesk::take(Result<Json> request) {
    const std::lock_guard lock(mutex_);
    if (request && isCancel(*request)) return cancel(*request);
    waiting_.push_back(std::move(request));
    changed_.notify_one();
    return {};
}

std::vector<Json> RequestDesk::cancel(const Json &command) {
    if (const auto fault = faultOf(command)) return {refusal(command, *fault)};
    const Json &id = command["id"];
    const bool underWay = current_ && *current_ == id;
    if (underWay) stopCurrent_.request_stop();
    const auto removed = std::erase_if(waiting_, [&](const auto &request) { return hasId(request, id); });
    if (!underWay && removed == 0)
        return {refusal(command, {.code = "request.unknown_id",
                                  .message = "No request with this id waits or is being answered.",
                                  .field = "id",
                                  .found = dumpJson(id)})};
    return std::vector<Json>(
        removed, refusal(command, {.code = kCancelled, .message = "Stopped on request before its turn came"}));
}

std::optional<RequestDesk::Task> RequestDesk::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || ended_ || !waiting_.empty(); });
    if (stopped_ || waiting_.empty()) return std::nullopt;
    Result<Json> first = std::move(waiting_.front());
    waiting_.pop_front();
    current_ = first && first->is_object() ? first->value("id", Json()) : Json();
    stopCurrent_ = std::stop_source();
    return Task{std::move(first), stopCurrent_.get_token()};
}

void RequestDesk::done() {
    const std::lock_guard lock(mutex_);
    current_.reset();
}

void RequestDesk::end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
}

void RequestDesk::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    stopCurrent_.request_stop();
    changed_.notify_all();
}

} // namespace lapidary
