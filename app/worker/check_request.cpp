// SPDX-License-Identifier: Apache-2.0
#include "app/worker/requests.h"
#include "core/config/spec.h"
#include "core/engine/train/trainer.h"

namespace lapidary {
namespace {

/// The world of a training that does not begin: its notices are kept, and nobody asks it anything.
class Listener final : public JobContext, public JobSink {
public:
    Listener(std::string folder, std::stop_token stop) : folder_(std::move(folder)), stop_(std::move(stop)) {}
    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override { return stop_; }
    std::optional<JobRequest> nextWhilePaused() override { return std::nullopt; }
    void tell(Json) override {}
    void answer(Json) override {}
    std::string runFolder() const override { return folder_; }
    void emit(std::string type, Json body) override {
        if (type == "notice") notices.push_back(std::move(body));
    }
    Json notices = Json::array();

private:
    std::string folder_;
    std::stop_token stop_;
};

} // namespace

Result<Json> answerCheck(const Json &request, std::stop_token stop) {
    if (auto ok = checkFields(request, {"folder"}); !ok) return unexpected(ok.error());
    const auto folder = getString(request, "folder");
    if (!folder) return unexpected(folder.error());
    const auto run = readDocument((fs::path(*folder) / "run.toml").string());
    if (!run) return unexpected(run.error());
    Listener listener(*folder, std::move(stop));
    auto answer = checkTraining(run->values, listener);
    if (!answer) return answer;
    (*answer)["notices"] = std::move(listener.notices);
    return answer;
}

} // namespace lapidary
