// SPDX-License-Identifier: Apache-2.0
#include "app/worker/run_context.h"
#include "core/base/log.h"
#include <nlohmann/json.hpp>

namespace lapidary {

Result<std::unique_ptr<RunContext>> RunContext::open(const fs::path &folder) {
    auto lock = RunLock::take(folder);
    if (!lock) return unexpected(lock.error());
    auto log = RunLogWriter::open(folder / "run.log");
    if (!log) return unexpected(log.error());
    std::unique_ptr<RunContext> context(new RunContext(folder, std::move(*lock), std::move(*log)));
    const auto socket = socketPathOf(folder);
    if (!socket) return unexpected(socket.error());
    auto channel = ChannelServer::listen(*socket, [raw = context.get()](const Json &command) { raw->obey(command); });
    if (channel)
        context->channel_ = std::move(*channel);
    else
        log::warning("Nobody can watch this run live: " + describe(channel.error()));
    return context;
}

void RunContext::emit(std::string type, Json body) {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    auto event = log_.append(std::move(type), std::move(body));
    if (event) {
        if (channel_) channel_->broadcast(toJson(*event)); // what is in the log fits a frame
        return;
    }
    failure_ = event.error();
    stop_.request_stop();
}

void RunContext::obey(const Json &command) {
    const auto word = getString(command, "cmd");
    if (!word) return log::warning("A command was not understood: " + describe(word.error()));
    if (*word == "stop") return requestStop();
    const std::lock_guard lock(mutex_);
    if (*word == "pause")
        paused_ = true;
    else if (*word == "resume")
        paused_ = false;
    else
        log::warning("There is no such command: " + *word);
    changed_.notify_all();
}

void RunContext::requestStop() {
    stop_.request_stop();
    const std::lock_guard lock(mutex_);
    paused_ = false;
    changed_.notify_all();
}

void RunContext::waitWhilePaused() {
    {
        const std::lock_guard lock(mutex_);
        if (!paused_) return;
    }
    emit("state", {{"state", "paused"}});
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !paused_; });
    }
    if (!stop_.stop_requested()) emit("state", {{"state", "running"}});
}

std::optional<Error> RunContext::logFailure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

} // namespace lapidary
