// SPDX-License-Identifier: Apache-2.0
#include "core/job/search_event.h"
#include <cmath>
#include <limits>

namespace lapidary {

namespace {

Json named(const SearchEvent &event, Json out) {
    out["problem"] = event.problem;
    out["node"] = event.node;
    return out;
}

Json jsonOf(const SearchEvent &event, const NodeExpanded &node) {
    Json out = {
        {"event", "expand"},     {"problem", event.problem}, {"parent", node.parent},
        {"node", event.node},    {"text", node.text},        {"answer", node.answer ? Json(*node.answer) : Json()},
        {"tokens", node.tokens}, {"logprob", node.logprob},  {"finish_reason", node.finishReason}};
    if (node.aside) out["aside"] = true;
    return out;
}

Json jsonOf(const SearchEvent &event, const NodeScored &node) {
    return named(event, {{"event", "score"}, {"value", node.value}});
}

Json jsonOf(const SearchEvent &event, const NodeVisited &node) {
    return named(event, {{"event", "visit"}, {"visits", node.visits}, {"value", node.value}, {"prior", node.prior}});
}

Json jsonOf(const SearchEvent &event, const NodePruned &node) {
    Json out = {{"event", "prune"}};
    if (!node.reason.empty()) out["reason"] = node.reason;
    return named(event, std::move(out));
}

Json jsonOf(const SearchEvent &event, const NodeChosen &node) {
    return named(event, {{"event", "choose"},
                         {"reason", node.reason},
                         {"answered", node.answered},
                         {"tie", node.tie},
                         {"oracle", node.oracle}});
}

/// JSON has no infinities and no NaN: such a number is written as null, and `standsFor` says which one it was.
Result<double> numberOf(const Json &value, const char *key, double standsFor) {
    const auto it = value.find(key);
    return it != value.end() && it->is_null() ? Result<double>(standsFor) : getNumber(value, key);
}

Result<bool> flagOf(const Json &value, const char *key) {
    const auto it = value.find(key);
    if (it != value.end() && it->is_boolean()) return it->get<bool>();
    return fail({.code = it == value.end() ? "json.missing_field" : "json.wrong_type",
                 .message = "an event of a search lacks a field, or it has the wrong type",
                 .field = key,
                 .found = it == value.end() ? Sentence("nothing") : Sentence(dumpJson(*it)),
                 .expected = "true or false"});
}

Status readExpanded(const Json &value, NodeExpanded &out) {
    for (auto [key, target] :
         {std::pair{"parent", &out.parent}, {"text", &out.text}, {"finish_reason", &out.finishReason}}) {
        auto text = getString(value, key);
        if (!text) return unexpected(text.error());
        *target = std::move(*text);
    }
    if (const auto answer = value.find("answer"); answer != value.end() && !answer->is_null()) {
        auto text = getString(value, "answer");
        if (!text) return unexpected(text.error());
        out.answer = std::move(*text);
    }
    const auto tokens = getInteger(value, "tokens");
    if (!tokens) return unexpected(tokens.error());
    if (value.contains("aside")) {
        const auto aside = flagOf(value, "aside");
        if (!aside) return unexpected(aside.error());
        out.aside = *aside;
    }
    const auto logprob = numberOf(value, "logprob", std::numeric_limits<double>::quiet_NaN());
    if (!logprob) return unexpected(logprob.error());
    out.tokens = *tokens;
    out.logprob = *logprob;
    return {};
}

Status readScored(const Json &value, NodeScored &out) {
    // A score is never NaN, and none is infinitely good.
    const auto score = numberOf(value, "value", -std::numeric_limits<double>::infinity());
    if (!score) return unexpected(score.error());
    out.value = *score;
    return {};
}

Status readVisited(const Json &value, NodeVisited &out) {
    const auto visits = getInteger(value, "visits");
    if (!visits) return unexpected(visits.error());
    out.visits = *visits;
    for (auto [key, target] : {std::pair{"value", &out.value}, {"prior", &out.prior}}) {
        const auto number = getNumber(value, key);
        if (!number) return unexpected(number.error());
        *target = *number;
    }
    return {};
}

Status readPruned(const Json &value, NodePruned &out) {
    if (!value.contains("reason")) return {};
    auto reason = getString(value, "reason");
    if (!reason) return unexpected(reason.error());
    out.reason = std::move(*reason);
    return {};
}

Status readChosen(const Json &value, NodeChosen &out) {
    auto reason = getString(value, "reason");
    if (!reason) return unexpected(reason.error());
    out.reason = std::move(*reason);
    for (auto [key, target] : {std::pair{"answered", &out.answered}, {"tie", &out.tie}, {"oracle", &out.oracle}}) {
        const auto flag = flagOf(value, key);
        if (!flag) return unexpected(flag.error());
        *target = *flag;
    }
    return {};
}

template <class What> Status readInto(const Json &value, SearchEvent &event, Status (*read)(const Json &, What &)) {
    return read(value, event.what.emplace<What>());
}

Status readWhat(const Json &value, const std::string &word, SearchEvent &event) {
    if (word == "expand") return readInto<NodeExpanded>(value, event, readExpanded);
    if (word == "score") return readInto<NodeScored>(value, event, readScored);
    if (word == "visit") return readInto<NodeVisited>(value, event, readVisited);
    if (word == "prune") return readInto<NodePruned>(value, event, readPruned);
    if (word == "choose") return readInto<NodeChosen>(value, event, readChosen);
    return fail({.code = "search_event.unknown",
                 .message = "a search tells of something that is not known here",
                 .field = "event",
                 .found = word,
                 .expected = "expand, score, visit, prune or choose",
                 .remedy = "Use the program that wrote it."});
}

} // namespace

Json toJson(const SearchEvent &event) {
    return std::visit([&](const auto &what) { return jsonOf(event, what); }, event.what);
}

Result<SearchEvent> searchEventFromJson(const Json &value) {
    SearchEvent event;
    const auto word = getString(value, "event");
    if (!word) return unexpected(word.error());
    for (auto [key, target] : {std::pair{"problem", &event.problem}, {"node", &event.node}}) {
        auto text = getString(value, key);
        if (!text) return unexpected(text.error());
        *target = std::move(*text);
    }
    if (auto ok = readWhat(value, *word, event); !ok) return unexpected(ok.error());
    return event;
}

} // namespace lapidary
