// SPDX-License-Identifier: Apache-2.0
#include "core/job/pause_desk.h"

namespace lapidary {
namespace {

Json idOf(const Json &request) {
    return request.is_object() ? request.value("id", Json()) : Json();
}

PauseDesk::Reply refusal(ClientId to, const Json &request, const Error &error) {
    Json message = {{"error", toJson(error)}};
    if (const Json id = idOf(request); !id.is_null()) message["id"] = id;
    return {to, std::move(message)};
}

bool isCancel(const Json &request) {
    return request.is_object() && request.value("verb", Json()) == "cancel";
}

} // namespace

void PauseDesk::pause() {
    const std::lock_guard lock(mutex_);
    paused_ = !over_;
}

PauseDesk::Replies PauseDesk::resume() {
    const std::lock_guard lock(mutex_);
    return goOn({.code = "run.went_on",
                 .message = "the run went on before this request was answered",
                 .remedy = "Pause it and ask again."});
}

PauseDesk::Replies PauseDesk::stop() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    return goOn({.code = "run.stopped", .message = "the run was stopped before this request was answered"});
}

PauseDesk::Replies PauseDesk::end() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    return goOn({.code = "run.ended", .message = "the run ended before this request was answered"});
}

PauseDesk::Replies PauseDesk::goOn(const Error &why) {
    paused_ = false;
    if (current_) stopCurrent_.request_stop();
    Replies replies;
    for (const Task &task : waiting_) replies.push_back(refusal(task.from, task.request, why));
    waiting_.clear();
    changed_.notify_all();
    return replies;
}

PauseDesk::Replies PauseDesk::take(const Json &request, ClientId from) {
    const std::lock_guard lock(mutex_);
    if (isCancel(request)) return cancel(request, from);
    if (!paused_)
        return {refusal(from, request,
                        {.code = "run.not_paused",
                         .message = "a run is asked only while it is paused",
                         .found = over_ ? "a run that is ending" : "a run at work",
                         .remedy = "Pause it first, with: lapidary-cli pause RUN"})};
    waiting_.push_back({request, from, {}});
    changed_.notify_all();
    return {};
}

PauseDesk::Replies PauseDesk::cancel(const Json &command, ClientId from) {
    const Json id = idOf(command);
    if (id.is_null())
        return {refusal(from, command,
                        {.code = "request.no_id",
                         .message = "A cancel says which request it is about.",
                         .field = "id",
                         .found = command.contains("id") ? "null" : "nothing",
                         .expected = "the id of a request that waits or is being answered"})};
    const auto meant = [&](const Task &task) { return task.from == from && idOf(task.request) == id; };
    const bool underWay = current_ && meant(*current_);
    if (underWay) stopCurrent_.request_stop();
    const auto removed = std::erase_if(waiting_, meant);
    if (!underWay && removed == 0)
        return {refusal(from, command,
                        {.code = "request.unknown_id",
                         .message = "No request with this id waits or is being answered.",
                         .field = "id",
                         .found = dumpJson(id)})};
    return Replies(removed,
                   refusal(from, command, {.code = kCancelled, .message = "Stopped on request before its turn came"}));
}

bool PauseDesk::paused() const {
    const std::lock_guard lock(mutex_);
    return paused_;
}

std::optional<PauseDesk::Task> PauseDesk::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !paused_ || !waiting_.empty(); });
    if (!paused_) return std::nullopt;
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    stopCurrent_ = std::stop_source();
    current_->stop = stopCurrent_.get_token();
    return current_;
}

void PauseDesk::done() {
    const std::lock_guard lock(mutex_);
    current_.reset();
}

} // namespace lapidary
