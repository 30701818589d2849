// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_output.h"
#include <nlohmann/json.hpp>

namespace lapidary {

Result<std::unique_ptr<RunOutput>> RunOutput::open(const fs::path &runFolder) {
    auto log = RunLogWriter::open(runFolder / "run.log");
    if (!log) return unexpected(log.error());
    return std::unique_ptr<RunOutput>(new RunOutput(runFolder, std::move(*log)));
}

void RunOutput::listen(ChannelServer::OnCommand onCommand) {
    const std::lock_guard lock(mutex_); // a command may come, and be answered, before this has returned
    const auto socket = socketPathOf(folder_);
    auto channel = socket ? ChannelServer::listen(*socket, std::move(onCommand))
                          : Result<std::unique_ptr<ChannelServer>>(unexpected(socket.error()));
    if (channel)
        channel_ = std::move(*channel);
    else
        deaf_ = channel.error();
}

Status RunOutput::emit(std::string type, Json body) {
    const std::lock_guard lock(mutex_);
    if (auto said = say(std::move(type), std::move(body)); !said) return said;
    const auto deaf = std::exchange(deaf_, std::nullopt);
    if (!deaf) return {};
    return say("notice", noticeOf("warning", {"This run takes no commands and no requests; it is followed by its log "
                                              "alone: {0}",
                                              told(*deaf)}));
}

Status RunOutput::say(std::string type, Json body) {
    const auto event = log_.append(std::move(type), std::move(body));
    if (!event) return unexpected(event.error());
    if (channel_) (void)channel_->broadcast(toJson(*event)); // what is in the log fits a frame
    return {};
}

void RunOutput::send(ClientId client, const Json &message) {
    const std::lock_guard lock(mutex_);
    if (!channel_) return; // who asked came over it
    if (const auto sent = channel_->send(client, message); !sent)
        (void)channel_->send(client, {{"id", message.value("id", Json())}, {"error", toJson(sent.error())}});
}

} // namespace lapidary
