// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/job/job.h"
#include <vector>

namespace lapidary {

/// A job without a log on disk: keeps what is told. It can be stopped at any place where it looks whether it should.
struct QuietJob : JobContext, JobSink {
    explicit QuietJob(fs::path where, int stopAtLook = 0) : folder(std::move(where)), stopAt(stopAtLook) {}
    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override {
        if (++looks == stopAt) stop.request_stop();
        return stop.get_token();
    }
    std::optional<JobRequest> nextWhilePaused() override { return std::nullopt; }
    void tell(Json) override {}
    void answer(Json) override {}
    std::string runFolder() const override { return folder.string(); }
    void emit(std::string type, Json body) override {
        if (type == "metrics") metrics.push_back(body["values"]);
        if (type == "sample") samples.push_back(body);
        if (type == "notice") notices += body["text"].get<std::string>() + "\n";
        if (type == "state" && body.contains("from_step")) fromStep = body["from_step"];
    }
    bool said(const std::string &words) const { return notices.find(words) != notices.npos; }

    fs::path folder;
    int looks = 0, stopAt = 0, fromStep = 0;
    std::stop_source stop{};
    std::vector<Json> metrics{}, samples{};
    std::string notices{};
};

} // namespace lapidary
