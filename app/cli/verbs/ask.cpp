// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/project_flags.h"
#include "app/cli/verbs/registry.h"
#include "core/job/channel.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct AskFlags {
    std::string run;
    LineFlags lines;
};

/// Answers are told apart by numbers of our own; events of the run and what an answer grows by are passed over.
class Asker {
public:
    explicit Asker(ChannelClient client) : client_(std::move(client)) {}

    Result<Json> ask(Json request) {
        request["id"] = ++last_;
        if (auto sent = client_.send(request); !sent) return fail(gone());
        for (;;) {
            auto message = client_.receive(100);
            if (!message) return fail(message.error().code == "channel.closed" ? gone() : message.error());
            if (*message && isMine(**message)) return answerIn(std::move(**message));
            if (interrupted()) {
                (void)client_.send({{"verb", "cancel"}, {"id", last_}});
                return fail(cancelled());
            }
        }
    }

private:
    bool isMine(const Json &message) const {
        return message.is_object() && message.value("id", Json()) == last_ && !message.contains("partial");
    }
    static Result<Json> answerIn(Json message) {
        if (message.contains("error")) return fail(errorFromJson(message["error"]));
        message.erase("id");
        return message;
    }
    static Error gone() { return {.code = "run.ended", .message = "the run ended before it answered"}; }

    ChannelClient client_;
    std::int64_t last_ = 0;
};

Result<int> run(const AskFlags &flags, const Common &common) {
    const RunPlace place = runPlace(flags.run, common);
    auto client = connectTo(place.project / "runs" / place.id);
    if (!client) return unexpected(client.error());
    Asker asker(std::move(*client));
    return answerLines(flags.lines, common, [&](const Json &request) { return asker.ask(request); });
}

} // namespace

Action defineAsk(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<AskFlags>();
    command.add_option("RUN", flags->run, "The run's id, as jobs lists it, in --project; or the path of its folder")
        ->required();
    addLineFlags(command, flags->lines);
    command.footer(
        "A training answers while it is paused (lapidary-cli pause RUN), with its weights as they stand, and goes on "
        "from there as if nobody had asked. Requests: {\"verb\": \"generate\", \"prompt\" or \"ids\", …} and "
        "{\"verb\": \"score\", \"text\" or \"ids\"} as for the verbs of these names, optionally with the \"port\" of "
        "another network of the run; {\"verb\": \"takes\"} tells which rows it could be given and from which step they "
        "would count; {\"verb\": \"add_rows\", \"rows\": [{…}], \"port\"?, \"labels\"?} gives it more rows of the "
        "layout that it has, from the next pass over them on; {\"verb\": \"snapshot\", \"out\": FOLDER} writes a copy "
        "of "
        "its policy to a new folder; {\"verb\": \"change\", \"settings\": {\"learning_rate\": "
        "1e-5, …}} gives it other values of what each step reads anew (size and number of the steps, weights of the "
        "loss, what is logged and kept), from the next step on. Every answer has the \"step\"; that of add_rows "
        "{\"rows\", \"left_out\", \"from_step\", \"total\"}, that of change {\"changed\": [{\"step\", \"field\", "
        "\"old\", \"new\"}], \"total\"}. A run that was changed is not taken for one that was not.");
    return [flags, &common]() { return run(*flags, common); };
}

} // namespace lapidary
