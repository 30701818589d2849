// SPDX-License-Identifier: Apache-2.0
#include "app/worker/run_context.h"
#include "core/base/log.h"

namespace lapidary {

Result<std::unique_ptr<RunContext>> RunContext::open(const fs::path &folder) {
    auto lock = RunLock::take(folder);
    if (!lock) return unexpected(lock.error());
    auto output = RunOutput::open(folder);
    if (!output) return unexpected(output.error());
    std::unique_ptr<RunContext> context(new RunContext(folder, std::move(*lock), std::move(*output)));
    context->output_->listen([raw = context.get()](const Json &command, ClientId from) { raw->obey(command, from); });
    return context;
}

RunContext::~RunContext() {
    send(desk_.end());
}

void RunContext::emit(std::string type, Json body) {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    if (auto said = output_->emit(std::move(type), std::move(body)); !said) {
        failure_ = said.error();
        stop_.request_stop();
    }
}

void RunContext::obey(const Json &command, ClientId from) {
    if (command.is_object() && command.contains("verb")) return send(desk_.take(command, from));
    const auto word = getString(command, "cmd");
    if (!word) return log::warning("A command was not understood: " + describe(word.error()));
    if (*word == "stop") return requestStop();
    if (*word == "pause")
        desk_.pause();
    else if (*word == "resume")
        send(desk_.resume());
    else
        log::warning("There is no such command: " + *word);
}

void RunContext::requestStop() {
    stop_.request_stop();
    send(desk_.stop());
}

void RunContext::send(const PauseDesk::Replies &replies) {
    for (const auto &[to, message] : replies) output_->send(to, message);
}

std::optional<JobRequest> RunContext::nextWhilePaused() {
    for (; desk_.paused(); resting_ = true) {
        if (!resting_) emit("state", {{"state", "paused"}});
        if ((asked_ = desk_.next())) {
            resting_ = true;
            return JobRequest{asked_->request, asked_->stop};
        }
    }
    if (std::exchange(resting_, false) && !stop_.stop_requested()) emit("state", {{"state", "running"}});
    return std::nullopt;
}

Json RunContext::withId(Json message) const {
    if (asked_->request.is_object() && asked_->request.contains("id")) message["id"] = asked_->request["id"];
    return message;
}

void RunContext::tell(Json partial) {
    output_->send(asked_->from, withId({{"partial", std::move(partial)}}));
}

void RunContext::answer(Json answer) {
    const std::string verb = getString(asked_->request, "verb").value_or("");
    Json event = {{"verb", verb.size() < 40 ? verb : "?"}}; // whatever somebody sends, it must fit into the log
    if (answer.contains("step")) event["step"] = answer["step"];
    if (answer.contains("error")) event["error"] = answer["error"].value("code", "");
    emit("asked", std::move(event));
    output_->send(asked_->from, withId(std::move(answer)));
    desk_.done();
}

std::optional<Error> RunContext::logFailure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

} // namespace lapidary
