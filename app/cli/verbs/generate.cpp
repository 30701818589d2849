// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lost_words.h"
#include "app/cli/model_flags.h"
#include "app/cli/settings.h"
#include "app/cli/verbs/registry.h"
#include "core/data/tasks/rule.h"
#include "core/text/chat_prompt.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct GenerateFlags {
    ModelFlags model;
    LineFlags lines;
    std::string strategy, rule, trace;
    std::vector<std::string> set;
};

/// A remote model writes chats with its own template.
Result<Json> prepare(const Json &request, const GenerateFlags &flags, const Json &settings, ChatPrompt *chat) {
    const auto known = {"ids",
                        "prompt",
                        "messages",
                        "tools",
                        "documents",
                        "add_generation_prompt",
                        "variables",
                        "template",
                        "reference",
                        "max_new_tokens",
                        "temperature",
                        "top_k",
                        "top_p",
                        "min_p",
                        "repetition_penalty",
                        "seed",
                        "n",
                        "stop",
                        "ignore_eos",
                        "logprobs",
                        "begun",
                        "reward",
                        "draft",
                        "expert",
                        "expert_2",
                        "expert_3",
                        "inputs"};
    if (const auto ok = checkRequest(request, known); !ok) return unexpected(ok.error());
    Json asked = request;
    if (chat)
        if (const auto filled = chat->fill(asked, true); !filled) return unexpected(filled.error());
    asked.erase("id");
    Json set = settings;
    for (const auto &[name, value] : request.items()) set.erase(name); // a line knows better than the command line
    if (!set.empty()) asked["set"] = std::move(set);
    if (!flags.strategy.empty()) asked["strategy"] = flags.strategy;
    if (!flags.rule.empty()) asked["rule"] = flags.rule;
    if (!flags.trace.empty()) asked["trace"] = true;
    return asked;
}

/// What a strategy found out about each completion stands in the provenance, so that completions look the same
/// everywhere.
void moveFindings(Json &answer) {
    for (const auto &[from, to] : {std::pair{"answer", "answers"}, {"score", "scores"}}) {
        Json found = Json::array();
        bool any = false;
        for (auto &completion : answer["completions"]) {
            any = any || completion.contains(from);
            found.push_back(completion.value(from, Json()));
            completion.erase(from);
        }
        if (any) answer["provenance"][to] = std::move(found);
    }
}

/// The search events of one request, one a line, with the request's id where it has one.
Status writeTrace(LineWriter &writer, const Json &request, const Json &events) {
    for (const auto &event : events) {
        Json line = Json::object();
        if (const auto id = request.find("id"); id != request.end()) line["id"] = *id;
        line.update(event);
        if (auto ok = writer.write(line); !ok) return ok;
    }
    return {};
}

Result<int> run(const GenerateFlags &flags, const Common &common) {
    const auto settings = parseSettings(flags.set);
    if (!settings) return unexpected(settings.error());
    auto model = modelReference(flags.model, common);
    if (!model) return unexpected(model.error());
    std::optional<LineWriter> trace;
    if (!flags.trace.empty()) {
        auto writer = LineWriter::open(flags.trace);
        if (!writer) return unexpected(writer.error());
        trace.emplace(std::move(*writer));
    }
    std::optional<ChatPrompt> chat;
    if (model->contains("path")) chat.emplace((*model)["path"].get<std::string>());
    WorkerVerb verb{.verb = "generate", .model = std::move(*model)};
    std::optional<LostWords> lost;
    if (chat) lost.emplace(verb.model["path"].get<std::string>());
    verb.prepare = [&](const Json &request) {
        if (lost) lost->note(request, &*chat);
        return prepare(request, flags, *settings, chat ? &*chat : nullptr);
    };
    verb.finish = [&](const Json &request, Json answer) -> Result<Json> {
        const Json events = answer.value("trace", Json::array());
        answer.erase("trace");
        if (trace)
            if (const auto ok = writeTrace(*trace, request, events); !ok) return unexpected(ok.error());
        moveFindings(answer);
        return answer;
    };
    auto code = answerByWorker(flags.lines, common, verb);
    for (const Sentence &each : lost ? lost->sentences() : std::vector<Sentence>{})
        std::fprintf(stderr, "lapidary-cli: notice: %s\n", each.str().c_str());
    if (!code || !trace) return code;
    if (const auto ok = trace->close(); !ok) return unexpected(ok.error());
    return code;
}

} // namespace

Action defineGenerate(CLI::App &command, const Common &common) {
    const auto flags = std::make_shared<GenerateFlags>();
    addModelFlags(command, flags->model);
    command
        .add_option("--strategy", flags->strategy,
                    "How to search: greedy, self_consistency, best_of_n, … (default: plain samples)")
        ->type_name("NAME");
    command
        .add_option(
            "--set", flags->set,
            "A setting of the strategy or of the sampling, for lines that do not give it; repeatable (default: none)")
        ->type_name("KEY=VALUE")
        ->expected(1)
        ->take_all();
    command
        .add_option("--rule", flags->rule,
                    "Rule that finds and compares answers: " + CLI::detail::join(ruleForms(), ", ") +
                        " (default: none)")
        ->type_name("RULE");
    command.add_option("--trace", flags->trace, "File for the search events, one JSON object a line (default: none)")
        ->type_name("FILE");
    addLineFlags(command, flags->lines);
    command.footer(
        "Request {\"ids\", \"prompt\" or \"messages\"} and optionally \"reference\", \"max_new_tokens\", "
        "\"temperature\", \"top_k\", \"top_p\", \"min_p\", \"repetition_penalty\", "
        "\"seed\", \"n\", \"stop\", \"ignore_eos\", \"logprobs\", \"begun\" (what of the answer is written already: "
        "{\"text\"} or {\"ids\"}), \"documents\" (texts for the strategy retrieval), \"reward\": {\"path\"} (the "
        "model behind the scorers process_reward and reward_model), \"draft\": {\"path\"} (the smaller model that "
        "guesses for speculative_decoding), \"expert\", \"expert_2\", \"expert_3\": {\"path\"} (those that the "
        "strategy "
        "experts asks), \"inputs\": {port: rows} (of the strategy's other inputs); answer "
        "{\"completions\", \"chosen\", "
        "\"tokens\", \"provenance\"}.");
    return [flags, &common]() { return run(*flags, common); };
}

} // namespace lapidary
